"""What goes wrong in it."""

from autograder.outside.course import Mistake

MISTAKES = [
    Mistake(
        question="lists-merge",
        name="joins",
        misconception="Your `merge` puts one list behind the other.",
        hint="Which of the two first items comes first?",
        fails=("order",),
        costly="The question has two parts only.",
        code="def merge(a, b):\n    return a + b",
    ),
    Mistake(
        question="lists-merge",
        name="drops-duplicates",
        misconception="Your `merge` keeps of equal items only one.",
        hint="How often is 3 in the merge of [3] and [3]?",
        fails=("items",),
        costly="The question has two parts only.",
        code="def merge(a, b):\n    return sorted({*a, *b})",
    ),
    Mistake(
        question="lists-find",
        name="counts-from-one",
        misconception="Your `find` counts places from 1.",
        hint="What is the place of the first item?",
        fails=("place",),
        costly="The question has two parts only.",
        code="right = find\ndef find(items, x):\n    place = right(items, x)\n"
        "    return None if place is None else place + 1",
    ),
    Mistake(
        question="lists-find",
        name="minus-one-for-none",
        misconception="Your `find` gives -1 for what is not there.",
        hint="What does the docstring promise for an item that is absent?",
        fails=("absent",),
        code="right = find\ndef find(items, x):\n    place = right(items, x)\n"
        "    return -1 if place is None else place",
    ),
]
