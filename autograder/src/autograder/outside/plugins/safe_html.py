"""Takes out of a student's HTML what a browser would do for them: what is left is only shown.

A page of feedback is opened by people who are logged in where the class is graded, and
nbconvert copies Markdown and HTML into it as they are. These two filters take the place of
nbconvert's own, for feedback and for the formgrader (see `nbgrader_config.py`): no scripts, no
forms, no styles that leave their place, and no address that is fetched without a click.
Pictures must be part of the page.
"""

import re
from html import escape

from bleach.css_sanitizer import ALLOWED_CSS_PROPERTIES, CSSSanitizer
from bleach.sanitizer import ALLOWED_TAGS, Cleaner
from nbconvert.filters import markdown2html

from .patience import within_limits

MOST_TEXT = 500_000  # characters; to clean more takes too long
MOST_SHOWN = 20_000  # characters of a text that is shown as it is
NOT_SHOWN = "This text takes too long to format, so it is shown as it was written."
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
# Colors, frames and spaces, but for what lays one thing over another.
STYLES = ALLOWED_CSS_PROPERTIES | {
    *("background", "border", "border-left", "border-radius", "line-height", "margin", "opacity"),
    *("padding", "white-space"),
}
LINKS = re.compile(r"https?://|mailto:|#", re.IGNORECASE)
FETCHES = re.compile(r"url|image|import|\\|@", re.IGNORECASE)


def clean_html(source: str | bytes) -> str:
    """HTML with nothing in it that runs, fetches, or looks like a part of the page."""
    text = source.decode("utf-8", "replace") if isinstance(source, bytes) else str(source)
    if len(text) > MOST_TEXT:
        return f"<p>({len(text)} characters of HTML are not shown.)</p>"
    return within_limits(lambda: _cleaner().clean(text), lambda: _as_it_is(text))


def markdown_to_html(source: str) -> str:
    """Markdown as HTML that is clean in the same way; formulas stay as they are."""
    if len(source) > MOST_TEXT:
        return _as_it_is(source)
    return within_limits(
        lambda: _cleaner().clean(markdown2html(source)), lambda: _as_it_is(source)
    )


def _as_it_is(text: str) -> str:
    """A text as it was written, with a remark that says why."""
    shown = escape(text[:MOST_SHOWN]) + ("…" if len(text) > MOST_SHOWN else "")
    return f"<p><i>{NOT_SHOWN}</i></p><pre>{shown}</pre>"


def _cleaner() -> Cleaner:
    return Cleaner(
        tags=TAGS,
        attributes=_is_harmless,
        protocols=["http", "https", "mailto", "data"],
        css_sanitizer=CSSSanitizer(allowed_css_properties=STYLES),
    )


def _is_harmless(tag: str, name: str, value: str) -> bool:
    if name == "href":
        return tag == "a" and bool(LINKS.match(value))
    if name == "src":
        return tag == "img" and value.startswith("data:image/")
    if name == "class":
        return all(CLASSES.fullmatch(word) for word in value.split())
    if name == "id":
        return tag in HEADINGS
    if name == "style":
        return not FETCHES.search(value)
    return name in PLAIN
