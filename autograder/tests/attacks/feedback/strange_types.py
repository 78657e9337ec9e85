# Displays types and metadata that no notebook has.
# must: earn what it solved; the pages show it as text or not at all
# points: all
# %% extra after variables-scatter

from IPython.display import display

shell = get_ipython().display_pub
for mime in ("", "json", "x", "text/html; charset=utf-7", "../../x", "application/json", "a" * 10_000):
    shell.publish({mime: {"a": [1, None]}, "text/plain": ["a", "b"]}, {mime: {"x": 1}, "y": [1]})
shell.publish({"text/plain": 5, "text/html": None, "image/png": [1, 2]}, {"a": {"b": {"c": {}}}})
shell.publish({})
