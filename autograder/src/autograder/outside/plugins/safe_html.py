"""Takes out of a student's HTML what a browser would do for them: what is left is only shown.

A page of feedback is opened by people who are logged in where the class is graded, and
nbconvert copies Markdown and HTML into it as they are. These filters take the place of
nbconvert's own, for feedback and for the formgrader (see `nbgrader_config.py`): no scripts, no
forms, no styles that leave their place, and no address that is fetched without a click.
Pictures must be part of the page. Formulas become MathML here, after everything else is clean.
"""

import re
import secrets
from collections.abc import Iterator, Mapping
from functools import cache, partial
from html import escape, unescape
from typing import Any

from bleach.css_sanitizer import ALLOWED_CSS_PROPERTIES, CSSSanitizer
from bleach.html5lib_shim import Filter
from bleach.sanitizer import ALLOWED_TAGS, Cleaner
from jinja2 import pass_context
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from ..notebooks.blocks import MARK_SCHEME, within, without
from .formulas import Token, characters, formula
from .patience import within_limits

MOST_TEXT = 500_000  # characters; to clean more takes too long
MOST_SHOWN = 20_000  # characters of a text that is shown as it is
NOT_SHOWN = "This text takes too long to format, so it is shown as it was written."
NO_ALT = "A picture without a description"
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
TAGS = (
    ALLOWED_TAGS
    | HEADINGS
    | {"br", "caption", "dd", "del", "details", "div", "dl", "dt", "figcaption", "figure", "hr"}
    | {"img", "kbd", "p", "pre", "s", "small", "span", "sub", "summary", "sup", "u"}
    | {"table", "tbody", "td", "tfoot", "th", "thead", "tr"}
)
PLAIN = frozenset(
    ["align", "alt", "colspan", "height", "open", "rowspan", "start", "title", "width"]
)
CLASSES = re.compile(r"(highlight|hl-\w+|[a-z]{1,2}\d?|anchor-link|autograder-verdict|dataframe)")
OWN_IDS = "at-"  # what the ids of the page itself begin with; nobody else's do
# Colors, frames and spaces, but for what lays one thing over another.
STYLES = ALLOWED_CSS_PROPERTIES | {
    *("background", "border", "border-left", "border-radius", "line-height", "margin", "opacity"),
    *("padding", "white-space"),
}
LINKS = re.compile(r"https?://|mailto:|#", re.IGNORECASE)
FETCHES = re.compile(r"url|image|import|\\|@", re.IGNORECASE)
ATTACHED = "attachment:"  # before the name of a picture that a cell brings along
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/svg+xml")
BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")


def clean_html(source: str | bytes) -> str:
    """HTML with nothing in it that runs, fetches, or looks like a part of the page."""
    text = source.decode("utf-8", "replace") if isinstance(source, bytes) else str(source)
    if len(text) > MOST_TEXT:
        return f"<p>({len(text)} characters of HTML are not shown.)</p>"
    return within_limits(lambda: _cleaner().clean(_without_styles(text)), lambda: _as_it_is(text))


_remembered: dict[str, str] = {}  # Markdown of the course's own -> its HTML


def remember(source: str) -> None:
    """Format Markdown of the course's own, once for all pages that this process makes."""
    _remembered[source] = markdown_to_html(source)


def markdown_to_html(source: str, attachments: Mapping[str, Any] | None = None) -> str:
    """Markdown as HTML that is clean in the same way, its formulas drawn.

    Args:
        source: the Markdown.
        attachments: the pictures that the cell brings along, as nbformat keeps them.
    """
    if len(source) > MOST_TEXT:
        return _as_it_is(source)
    if source in _remembered and not attachments:
        return _remembered[source]
    return within_limits(lambda: _formatted(source, attachments or {}), lambda: _as_it_is(source))


@pass_context
def markdown_of_cell(context: Mapping[str, Any], source: str) -> str:
    """The same as a filter of a template, in which `cell` is the cell that it stands in.

    A mark scheme, which only the formgrader gets to see here, goes into a box below the text.
    """
    cell = context.get("cell") or {}
    attachments = cell.get("attachments")
    known = cell.get("metadata", {}).get("nbgrader", {})
    if known.get("task") or (known.get("locked") and not known.get("solution")):  # not a student's
        source = _with_scheme_in_a_box(source)
    return markdown_to_html(source, attachments if isinstance(attachments, Mapping) else {})


def _with_scheme_in_a_box(source: str) -> str:
    text, scheme = without(source, MARK_SCHEME), within(source, MARK_SCHEME)
    box = f"\n\n<details open>\n<summary>Mark scheme</summary>\n\n{scheme}\n\n</details>\n"
    return text.rstrip() + box if scheme else text


def _formatted(source: str, attachments: Mapping[str, Any]) -> str:
    renderer = _Renderer(attachments)
    html = MarkdownWithMath(renderer=renderer).render(source)
    return _cleaner(partial(_Finish, renderer=renderer)).clean(html)


def _as_it_is(text: str) -> str:
    """A text as it was written, with a remark that says why."""
    shown = escape(text[:MOST_SHOWN]) + ("…" if len(text) > MOST_SHOWN else "")
    return f"<p><i>{NOT_SHOWN}</i></p><pre>{shown}</pre>"


def _without_styles(html: str) -> str:
    """HTML without its style sheets: pandas writes one before each table."""
    lower, kept, place = html.lower(), [], 0
    while (begin := lower.find("<style", place)) >= 0:
        close = lower.find("</style", begin)
        if close < 0 or (after := lower.find(">", close)) < 0:
            break
        kept.append(html[place:begin])
        place = after + 1
    return "".join([*kept, html[place:]])


class _Renderer(IPythonRenderer):
    """nbconvert's renderer, but for formulas, of which it keeps the place, and pictures.

    A place is marked with a word that nobody can know before, so nobody else can mark one.
    """

    def __init__(self, attachments: Mapping[str, Any]) -> None:
        super().__init__(escape=False, exclude_anchor_links=True)
        self._pictures = attachments
        self._word = secrets.token_hex(8)
        self._formulas: list[tuple[str, bool]] = []
        self.places = re.compile(f"\ue000{self._word}:(\\d+)\ue001")

    def find(self, place: re.Match[str]) -> tuple[str, bool]:
        """The formula that belongs here, and whether it is a block."""
        return self._formulas[int(place[1])]

    def as_written(self, place: re.Match[str]) -> str:
        """The formula that belongs here, where nothing can be drawn."""
        return f"${self.find(place)[0]}$"

    def _keep(self, tex: str, block: bool) -> str:
        self._formulas.append((tex, block))
        return f"\ue000{self._word}:{len(self._formulas) - 1}\ue001"

    def block_math(self, body: str) -> str:
        """Keep the place of `$$…$$`."""
        return self._keep(body, True)

    def inline_math(self, body: str) -> str:
        """Keep the place of `$…$`."""
        return self._keep(body, False)

    def latex_environment(self, name: str, body: str) -> str:
        r"""Keep the place of `\begin{…}…\end{…}`."""
        return self._keep(f"\\begin{{{name}}}{body}\\end{{{name}}}", True)

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        """A heading with the id that links within a notebook expect, and no pilcrow."""
        name = unescape(re.sub("<[^>]*>", "", text)).strip().replace(" ", "-")
        return f'<h{level} id="{escape(name)}">{text}</h{level}>\n'

    def _embed_image_or_attachment(self, src: str) -> str:
        if not src.startswith(ATTACHED):
            return src
        attached = self._pictures.get(unescape(src[len(ATTACHED) :]))
        for kind in PICTURES:
            data = attached.get(kind) if isinstance(attached, Mapping) else None
            if isinstance(data, str) and BASE64.fullmatch(data):
                return f"data:{kind};base64,{''.join(data.split())}"
        return ""


class _Finish(Filter):
    """What is done to the tokens of clean HTML, before they are written."""

    def __init__(self, source: Any, renderer: _Renderer | None = None) -> None:
        super().__init__(source)
        self._renderer = renderer

    def __iter__(self) -> Iterator[Token]:
        for token in super().__iter__():
            if token["type"] in ("StartTag", "EmptyTag"):
                yield self._opened(token)
            elif token["type"] == "Characters" and self._renderer:
                yield from self._with_formulas(token["data"], self._renderer)
            else:
                yield token

    def _opened(self, token: Token) -> Token:
        """Tags say what a screen reader needs, and links not where they are clicked."""
        data = token["data"]
        if self._renderer:
            for key, value in data.items():
                data[key] = self._renderer.places.sub(self._renderer.as_written, value)
        if token["name"] == "img":
            data.setdefault((None, "alt"), NO_ALT)
        elif token["name"] == "a" and not data.get((None, "href"), "#").startswith("#"):
            data[None, "rel"] = "noopener noreferrer"
        return token

    @staticmethod
    def _with_formulas(text: str, renderer: _Renderer) -> Iterator[Token]:
        place = 0
        for found in renderer.places.finditer(text):
            if found.start() > place:
                yield characters(text[place : found.start()])
            yield from formula(*renderer.find(found))
            place = found.end()
        if place < len(text):
            yield characters(text[place:])


def _cleaner(finish: Any = _Finish) -> Cleaner:
    return Cleaner(
        tags=TAGS,
        attributes=_is_harmless,
        protocols=["http", "https", "mailto", "data"],
        css_sanitizer=_css_sanitizer(),
        filters=[finish],
    )


@cache
def _css_sanitizer() -> CSSSanitizer:
    return CSSSanitizer(allowed_css_properties=STYLES)


def _is_harmless(tag: str, name: str, value: str) -> bool:
    if name == "href":
        return tag == "a" and bool(LINKS.match(value))
    if name == "src":
        return tag == "img" and value.startswith("data:image/")
    if name == "class":
        return all(CLASSES.fullmatch(word) for word in value.split())
    if name == "id":
        return tag in HEADINGS and not value.lower().startswith(OWN_IDS)
    if name == "style":
        return not FETCHES.search(value)
    return name in PLAIN
