"""Say where two outcomes of one program differ, name by name.

Exact: kinds, dtypes, shapes, None or not, IndexedSlices or not, integers, booleans, and the
kind of an error (with the oracle's rule on aliases). Within a tolerance: floating-point numbers,
of which any finite one may differ by `tolerance * (1 + |wanted|)`.
"""

import numpy as np

from .programs import runner


def differences(want, got, tolerance, path="out"):
    """Sentences that say how `got` differs from `want`; an empty list when they agree."""
    if want is None or got is None:
        return [] if want is got else [_sentence(path, want, got)]
    if want["kind"] != got["kind"]:
        return [_sentence(path, want, got)]
    return _BY_KIND[want["kind"]](want, got, tolerance, path)


def _values(want, got, tolerance, path):
    same_type = (want["dtype"], want["shape"]) == (got["dtype"], got["shape"])
    same = same_type and _close(want["value"], got["value"], want["dtype"], tolerance)
    return [] if same else [_sentence(path, want, got)]


def _slices(want, got, tolerance, path):
    """The order of slices carries no meaning: compare indices as a multiset, then the sums."""
    found = differences(_form(want), _form(got), tolerance, path)
    if not found:
        found = differences(_row_sums(want), _row_sums(got), tolerance, path)
    return found and [_sentence(path, want, got)]


def _form(slices):
    """What must be equal, whatever the order of the slices."""
    values, indices = slices["values"], slices["indices"]
    return {"kind": "dict", "items": {
        "values": {**values, "value": 0},
        "indices": {**indices, "value": sorted(np.ravel(indices["value"]).tolist())},
        "dense_shape": {"kind": "value", "value": slices["dense_shape"],
                        "dtype": None, "shape": None},
    }}


def _row_sums(slices):
    """index -> the sum of its rows."""
    shape = slices["values"]["shape"]
    rows = np.reshape(np.array(slices["values"]["value"], float), shape)
    totals = {}
    for index, row in zip(np.ravel(slices["indices"]["value"]).tolist(), rows, strict=True):
        totals[index] = totals.get(index, 0.0) + row
    return {"kind": "dict", "items": {
        index: {"kind": "value", "value": total.tolist(), "dtype": "float64", "shape": None}
        for index, total in totals.items()
    }}


def _items(want, got, tolerance, path):
    if len(want["items"]) != len(got["items"]):
        return [_sentence(path, want, got)]
    pairs = enumerate(zip(want["items"], got["items"], strict=True))
    return [found for i, (a, b) in pairs
            for found in differences(a, b, tolerance, f"{path}[{i}]")]


def _dicts(want, got, tolerance, path):
    if want["items"].keys() != got["items"].keys():
        return [_sentence(path, want, got)]
    return [found for key, a in want["items"].items()
            for found in differences(a, got["items"][key], tolerance, f"{path}[{key!r}]")]


def _errors(want, got, tolerance, path):
    same = runner.errors_match({"type": want["type"]}, got)
    return [] if same else [_sentence(path, want, got)]


def _unreadable(want, got, tolerance, path):
    return [_sentence(path, want, got)]


def _close(want, got, dtype, tolerance):
    if dtype is None or not dtype.startswith("float"):
        return want == got
    want, got = np.asarray(want, float), np.asarray(got, float)
    return want.shape == got.shape and bool(
        np.allclose(got, want, rtol=tolerance, atol=tolerance, equal_nan=True))


def _sentence(path, want, got):
    return (f"{path}\n    TensorFlow: {runner.show(want)}\n"
            f"    eager:      {runner.show(got)}")


_BY_KIND = {
    "value": _values, "slices": _slices, "list": _items, "tuple": _items, "dict": _dicts,
    "error": _errors, "unreadable": _unreadable, "timeout": _unreadable,
}
