"""The prose of the released notebooks: every term is explained where it first stands."""

import re
from itertools import chain
from pathlib import Path

import pytest

from .prose import RELEASES, anchors, glossary, sentences, stem, texts, words

MOST_WORDS = 30
# Terms that a first reader may not know -> the stage that explains them.
TERMS = {
    "01-variables": (
        *("Tensor", "Variable", "dtype", "shape", "snapshot", "broadcasting", "fallback"),
        *("loss", "gradient", "learning rate", "epoch", "attribute", "property", "reflected"),
    ),
    "02-loss": (
        *("model", "parameter", "prediction", "mean squared error"),
        *("noise", "standard deviation", "seed", "generator"),
        *("finite difference", "contour line", "partial derivative"),
    ),
    "03-tape": (
        *("record", "tape", "chain rule", "vector-Jacobian product", "scalar", "context manager"),
        *("backward pass", "listener"),
    ),
    "04-training": (
        *("gradient descent", "minibatch", "momentum", "optimizer", "Adam", "bias correction"),
        *("hyperparameter", "validation"),
    ),
    "05-embeddings": (
        *("embedding", "id", "look-up", "one-hot vector", "sparse", "dense"),
        "Procrustes alignment",
    ),
    "06-network": (
        *("kernel", "bias", "activation", "logits", "softmax", "cross entropy"),
        *("L2 penalty", "overfitting", "early stopping", "patience"),
        *("accuracy", "confusion matrix", "checkpoint", "pickle"),
    ),
}
# Phrases that are translated word for word -> what an author would write.
TRANSLATED = {
    "hang": "give the class its operators",
    "mend": "fix",
    "befell": "happened to",
    "spare wheel": "fallback",
    "in the place of": "instead of",
    "by a hair": "just",
    "stands in the docstring": "is in the docstring",
    "shape is none": "without a valid shape",
}


@pytest.fixture(params=RELEASES, ids=stem)
def notebook(request: pytest.FixtureRequest) -> Path:
    return request.param


def test_every_notebook_explains_the_terms_that_belong_to_it(notebook: Path) -> None:
    known = {term.lower() for term in glossary(notebook)}
    assert not {term.lower() for term in TERMS[stem(notebook)]} - known


def test_the_glossary_leads_to_headings_of_the_notebook(notebook: Path) -> None:
    assert glossary(notebook), "there is no glossary"
    assert not set(glossary(notebook).values()) - anchors(notebook)


def test_a_term_is_explained_where_it_first_stands(notebook: Path) -> None:
    early = []
    for term in glossary(notebook):
        mention = re.compile(rf"(?<![\w-]){re.escape(term)}(?:e?s)?(?![\w-])", re.I)
        bold = re.compile(rf"\*\*[^*]*{mention.pattern}[^*]*\*\*", re.I)
        first = next((text for text in texts(notebook) if mention.search(text.text)), None)
        if first is None:
            early.append(f"{term}: nowhere but in the glossary")
        elif not (first.bold_counts and bold.search(first.text)):
            early.append(f"{term}: {first.place}")
    assert not early


def test_no_term_of_a_later_glossary_is_explained_again(notebook: Path) -> None:
    before = RELEASES[: RELEASES.index(notebook)]
    assert not set(glossary(notebook)) & set(chain.from_iterable(map(glossary, before)))


def test_no_sentence_is_longer_than_30_words(notebook: Path) -> None:
    long = [
        f"{text.place}: {sentence}"
        for text in texts(notebook)
        for sentence in sentences(text.text)
        if len(words(sentence)) > MOST_WORDS
    ]
    assert not long


def test_nothing_reads_as_translated_word_for_word(notebook: Path) -> None:
    found = [
        f"{text.place}: {phrase!r}, better {better!r}"
        for text in texts(notebook)
        for phrase, better in TRANSLATED.items()
        if re.search(rf"\b{phrase}(?:s|ed|ing)?\b", text.text, re.I)
    ]
    assert not found
