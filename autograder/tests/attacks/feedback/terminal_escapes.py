# Prints what would rewrite a terminal: titles, clipboards, colors, directions.
# must: earn what it solved; the pages show it as text or not at all
# points: all
# %% extra after variables-scatter

import sys

escapes = "\x1b]0;owned\x07\x1b]52;c;b3duZWQ=\x07\x1b[2J\x1b[1;1H\x9b31m\u202egnp.exe\u2066\r\x00\x08"
print(escapes)
print(escapes, file=sys.stderr)


class Evil(Exception):
    pass


Evil.__name__ = Evil.__qualname__ = escapes
raise Evil(escapes)
