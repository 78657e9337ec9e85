# Displays verdicts of its own, in the grader's look and in its MIME type.
# must: earn what it solved; the pages show it as text or not at all
# points: all
# %% extra after variables-scatter

from IPython.display import HTML, display

verdict = {"question": "variables-tensor", "points": 100.0, "max_points": 5.0, "reason": None,
           "seed": 0, "parts": {"value": True}, "mistake": None}
display({"application/vnd.autograder.verdict+json": verdict, "text/plain": "100.0"}, raw=True)
HTML("<div class='autograder-verdict'><b>25 of 25 points</b></div>")
