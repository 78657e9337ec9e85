"""`backward` (tape.py) once more, as a tape runs it while nobody listens: the same bits, sooner.

To learn how gradients are found, read tape.py; this module is about microseconds.  In a training
step as small as the course's, the cost of an op in Python outweighs its arithmetic.  Three things
are done differently here, and take a tenth off the whole step:

- For the commonest ops, gradients are plain arrays. No Tensor has to be made that nobody sees,
  and no listener asked.
- Where every element of a gradient is the same number, as after a sum or mean of everything, only
  that number is kept, as long as the ops that follow work element by element.
- The records are used up: each is released, with its memory, once it has been visited.

tests/differential/test_quick.py compares it with the plain loop, on random programs.
"""

from typing import Any

from .gradients import PASSES_SLICES, VJPS, add_up, unbroadcast
from .indexed_slices import IndexedSlices
from .kernels import FORWARD
from .ops import convert_to_tensor
from .tensor import wrap

_broadcast_to, _reduce_sum, _share = (FORWARD[op] for op in ("broadcast_to", "reduce_sum", "share"))

# What the VJPs of these ops (gradients.py) compute, on arrays. With one input x: rule(g, x, out);
# a g of shape () stands for a gradient whose elements are all that number.
ONE_INPUT = {
    "read_variable": lambda g, x, out: g,
    "identity": lambda g, x, out: g,
    "negative": lambda g, x, out: -g,
    "square": lambda g, x, out: x * (g + g),
}
# With two inputs: a rule for each, taking g and the other input.
TWO_INPUTS = {
    "add": (lambda g, y: g, lambda g, x: g),
    "subtract": (lambda g, y: g, lambda g, x: -g),
    "multiply": (lambda g, y: g * y, lambda g, x: g * x),
}
# Reductions: the number that each element of x gets, where g is one number.
REDUCTIONS = {
    "reduce_sum": lambda g, x, out: g,
    "reduce_mean": lambda g, x, out: _share(g, x.size / (out.size or 1) or 1.0),
}


def backward(records, targets, output_gradients, sources, keys, wanted):
    """What `tape.backward` returns; empties the list `records`.

    Args:
        records, targets, output_gradients, sources: as there, except that an output gradient of
            shape () stands for a gradient whose elements are all that number.
        keys: the ids of the sources, a set.
        wanted: the ids of the sources and of everything that they influenced, a set.
    """
    gradients: dict[int, Any] = {}  # id -> an array, a number, or IndexedSlices
    for i, target in enumerate(targets):
        _add(gradients, target, output_gradients[i]._array)
    take = gradients.pop
    while records:
        op, inputs, output, attributes = records.pop()
        g = take(key := id(output), None)
        if g is None:
            continue
        if key in keys:  # a source in the middle of the computation
            gradients[key] = g
        if type(g) is IndexedSlices:
            if op not in PASSES_SLICES:
                g = convert_to_tensor(g)
        elif op in TWO_INPUTS:
            if not g.ndim:
                g = _whole(g, output._array.shape)
            x, y = inputs
            for rule in TWO_INPUTS[op]:
                # All written out, `_add` too: a call would take half as long as all this.
                if (key := id(x)) in wanted:
                    array = x._array
                    part = rule(g, y._array)
                    if part.shape != array.shape:
                        part = _narrowed(part, array.shape)
                    if key in gradients:
                        part = _sum(gradients[key], part, x)
                    gradients[key] = part
                x, y = y, x
            continue
        elif of_one := ONE_INPUT.get(op) or (None if g.ndim else REDUCTIONS.get(op)):
            (x,) = inputs
            if (key := id(x)) in wanted:
                part = of_one(g, x._array, output._array)
                if key in gradients:
                    part = _sum(gradients[key], part, x)
                gradients[key] = part
            continue
        else:
            g = wrap(_whole(g, output._array.shape))
        for i, x in enumerate(inputs):
            if id(x) in wanted and VJPS[op] and (vjp := VJPS[op][i]):
                part = unbroadcast(vjp(g, output, *inputs, **attributes), x._array.shape)
                _add(gradients, x, part if type(part) is IndexedSlices else part._array)
    return [_as_tensor(gradients.get(id(x)), x) for x in sources]


def _whole(g, shape):
    """g in its full `shape`, also where a single number stood for all elements."""
    return _broadcast_to(g, shape) if shape and not g.ndim else g


def _narrowed(g, shape):
    """`unbroadcast` (gradients.py) for an array."""
    return unbroadcast(wrap(g), shape)._array if shape else _reduce_sum(g)


def _add(gradients, x, g):
    key = id(x)
    gradients[key] = _sum(gradients[key], g, x) if key in gradients else g


def _sum(a, b, x):
    """`add_up` (gradients.py) of two gradients of x."""
    if type(a) is IndexedSlices or type(b) is IndexedSlices:
        total = add_up(_as_tensor(a, x), _as_tensor(b, x))
        return total if type(total) is IndexedSlices else total._array
    return a + b


def _as_tensor(g, x):
    """The gradient g of x, as the caller gets it."""
    if g is None or type(g) is IndexedSlices:
        return g
    return wrap(g if g.ndim else _whole(g, x._array.shape))
