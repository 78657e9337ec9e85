"""The pseudo-locale en-XA: every text with accents and a third longer, for tests and for the eye.

What stays plain on a page in this language was never handed to a translator, and a layout that
breaks would break in a real language too.
"""

import re

PSEUDO = "en-XA"
ACCENTED = str.maketrans("aceilnorsuyzACEILNORSUYZ", "áçéíłñóŕšúýžÁÇÉÍŁÑÓŔŠÚÝŽ")
# Code, formulas, links, placeholders, tags of HTML and characters in its notation stay as they are.
KEPT = re.compile(
    r"`+[^`]*`+|\$[^$]+\$|\]\([^)\s]*\)|\{\{|\}\}|\{(?:[^{}]|\{[^{}]*\})*\}|<[^<>]+>|&#?\w+;|\n"
)
LONGER = " ··"


def pseudo(text: str) -> str:
    """A stand-in for the translation of a text."""
    pieces, place = [], 0
    for kept in KEPT.finditer(text):
        pieces += [text[place : kept.start()].translate(ACCENTED), kept[0]]
        place = kept.end()
    pieces.append(text[place:].translate(ACCENTED))
    said = "".join(pieces)
    body = said.rstrip()
    if not body.strip() or body.endswith("|"):  # a row of a table must end as it does
        return said
    return body + LONGER + "·" * (len(body) // 4) + said[len(body) :]
