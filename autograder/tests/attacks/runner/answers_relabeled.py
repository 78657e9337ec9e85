# Gives another cell's answers with the name, seed and number of the ones asked for.
# must: lose that exercise
# points: all but variables-scatter
# %% extra before variables-tensor-solution

import autograder
from autograder.inside.ask import ANSWERS_MIME
from autograder.inside.ask import ask as inside_ask
from autograder.inside.protocol import cell_seed, notebook_seed
from autograder.inside.questions import find_question

kept, real = [], inside_ask


def ask(name, **given):
    if name != "variables-scatter":
        return kept.append(real(name, given))
    seed = cell_seed(notebook_seed(), name)
    count = len(find_question(name).cases(seed))
    answers = (kept[-1]["answers"] * count)[:count]
    forged = {"version": 1, "question": name, "seed": seed, "answers": answers}
    get_ipython().display_pub.publish({ANSWERS_MIME: forged})


autograder.ask = ask
# %% variables-scatter-solution
IndexedSlices = None
