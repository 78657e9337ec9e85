"""How the course's values become plain data; its questions are made with this `Question`."""

import functools

from autograder.inside import question
from autograder.inside.forms import Forms

FORMS = Forms(
    # What has a `numpy()` is one of these, the most derived class first.
    arrays=("Variable", "Tensor"),
    records={"IndexedSlices": ("values", "indices")},
)

Question = functools.partial(question.Question, forms=FORMS)
