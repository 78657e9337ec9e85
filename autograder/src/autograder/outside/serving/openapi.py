"""Describes the service in OpenAPI, for those who write a client of their own."""

from typing import Any

DRAW_HEADER = "Autograder-Draw"

_ERROR = {
    "type": "object",
    "properties": {"error": {"type": "string", "description": "What is wrong and what to do."}},
    "required": ["error"],
}
_REFUSALS = {
    400: "The request is not in the form described here.",
    401: "No token, or one that the course does not know.",
    403: "Not open at this time, or a draw that was forged or made for somebody else.",
    404: "There is no such question to practise.",
    408: "The answers came too slowly.",
    409: "The draw has been answered before.",
    410: "The draw has expired.",
    413: "The answers are too long.",
    415: "The answers are not application/json.",
    422: "The answers do not answer the draw, or take too much to judge.",
    429: "Too many requests; Retry-After says when to try again.",
    503: "Busy, or the right answers are not known; Retry-After says when to try again.",
}
_CASES = {
    "type": "object",
    "properties": {
        "question": {"type": "string"},
        "seed": {"type": "integer", "description": "To be sent back with the answers."},
        "needs": {"type": "array", "items": {"type": "string"}},
        "forms": {"type": "object"},
        "helpers": {"type": "object"},
        "modules": {"type": "object"},
        "programs": {"type": "array", "items": {"type": "string"}},
        "cases": {
            "type": "array",
            "description": "Pairs: the place of a program, and its inputs by name.",
            "items": {"type": "array"},
        },
    },
}
_ANSWERS = {
    "type": "object",
    "required": ["version", "question", "seed", "answers"],
    "properties": {
        "version": {"type": "integer"},
        "question": {"type": "string"},
        "seed": {"type": "integer"},
        "answers": {"type": "array", "items": {"type": "object"}},
    },
}
_VERDICT = {
    "type": "object",
    "properties": {
        "verdict": {
            "type": "object",
            "properties": {
                "question": {"type": "string"},
                "points": {"type": "number"},
                "max_points": {"type": "number"},
                "parts": {"type": "object", "additionalProperties": {"type": "boolean"}},
                "mistake": {"type": ["string", "null"]},
                "guess": {"type": ["string", "null"]},
            },
        },
        "text": {"type": "string"},
        "html": {"type": "string", "description": "A fragment that is safe to show."},
    },
}


def openapi() -> dict[str, Any]:
    """The description, in OpenAPI 3.1."""
    one = "/v1/assignments/{assignment}/questions/{question}"
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Autograder, for practice",
            "version": "1",
            "description": "Verdicts on answers to a question's cases. No points are kept.",
        },
        "paths": {
            "/v1/questions/{question}/cases": {
                "get": _operation(
                    "Where the cases of a question are",
                    {"307": {"description": "Location has the address, relative to this one."}},
                    _path("question"),
                    refusals=(404,),
                )
            },
            f"{one}/cases": {
                "get": _operation(
                    "A draw of a question",
                    {"200": _answer("The cases to run.", _CASES, draw=True)},
                    [*_path("assignment"), *_path("question")],
                    refusals=(401, 403, 404, 429, 503),
                )
            },
            f"{one}/verdict": {
                "post": {
                    **_operation(
                        "The verdict on the answers to a draw",
                        {"200": _answer("The verdict.", _VERDICT)},
                        [*_path("assignment"), *_path("question"), _draw_header()],
                        refusals=tuple(_REFUSALS),
                    ),
                    "requestBody": {
                        "required": True,
                        "content": {"application/json": {"schema": _ANSWERS}},
                    },
                }
            },
            "/v1/class": _instructors("The class right now", "application/json"),
            "/class": _instructors("The same as a page", "text/html"),
            "/healthz": {"get": _operation("Whether it works", _plain("It works."), [])},
            "/metrics": {"get": _operation("Counters for Prometheus", _plain("Text."), [])},
            "/openapi.json": {"get": _operation("This description", _plain("JSON."), [])},
        },
        "components": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
    }


def _operation(
    summary: str, responses: dict[str, Any], parameters: list[Any], refusals: tuple[int, ...] = ()
) -> dict[str, Any]:
    refused = {
        str(status): {
            "description": _REFUSALS[status],
            "content": {"application/json": {"schema": _ERROR}},
        }
        for status in refusals
    }
    return {
        "summary": summary,
        "parameters": parameters,
        "responses": {**responses, **refused},
        "security": [{"token": []}, {}],
    }


def _answer(description: str, schema: dict[str, Any], draw: bool = False) -> dict[str, Any]:
    said: dict[str, Any] = {
        "description": description,
        "content": {"application/json": {"schema": schema}},
    }
    if draw:
        text = "The signed draw, to be sent with the answers."
        said["headers"] = {DRAW_HEADER: {"description": text, "schema": {"type": "string"}}}
    return said


def _path(name: str) -> list[Any]:
    return [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}}]


def _draw_header() -> dict[str, Any]:
    return {"name": DRAW_HEADER, "in": "header", "required": True, "schema": {"type": "string"}}


def _instructors(summary: str, kind: str) -> dict[str, Any]:
    parameters = [
        {"name": "key", "in": "query", "schema": {"type": "string"}},
        {"name": "minutes", "in": "query", "schema": {"type": "integer"}},
    ]
    responses = {"200": {"description": summary, "content": {kind: {}}}}
    return {"get": _operation(summary, responses, parameters, refusals=(400, 403))}


def _plain(description: str) -> dict[str, Any]:
    return {"200": {"description": description}}
