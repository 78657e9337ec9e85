# Answers with numbers that strict JSON does not have.
# must: earn nothing
# points: none
# rest: blank
# %% extra before variables-tensor-solution

import autograder, json, os, struct
from autograder.inside.ask import ANSWERS_MIME

body = b'{"type": "display_data", "metadata": {"x": 1e999}, "data": {"text/plain": "x",'
body += b'"application/json": [NaN, -Infinity, 1e999], "' + ANSWERS_MIME.encode() + b'": -1e999}}'


def ask(name, **given):
    for fd in range(3, 32):
        try:
            os.write(fd, struct.pack(">I", len(body)) + body)
        except OSError:
            pass


autograder.ask = ask
ask("in a cell of its own")
print("no answers:")
body = body.replace(ANSWERS_MIME.encode(), b"application/x+json")
ask("in a cell of its own")
