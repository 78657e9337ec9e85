"""`backward` (tape.py) once more, as GradientTape runs it: the same bits in less time.

Whoever wants to know how gradients are found reads tape.py; this module is about microseconds.
In a train step as small as the course's, what one op costs in Python counts for more than its
arithmetic.  Three things are done otherwise than there:

- Where each element of a gradient is the same number, as behind a sum or mean of everything, only
  that number is kept, as long as the ops on the way work on each element by itself.
- The records are used up: each is let go, with its memory, once it was visited.
- The commonest kinds of calls are written out.

tests/differential/test_quick.py holds it against the plain loop, with random programs.
"""

from typing import Any

from .gradients import PASSES_SLICES, VJPS, add_up, share, unbroadcast
from .ops import broadcast_to, convert_to_tensor
from .tensor import Tensor

# These ops work on each element by itself, so their VJPs take one number for the whole gradient.
ELEMENTWISE = {
    *("read_variable", "identity", "cast", "share", "negative", "abs", "sign", "square", "sqrt"),
    *("rsqrt", "exp", "expm1", "log", "log1p", "sin", "cos", "tanh", "sigmoid", "softplus"),
    *("relu", "leaky_relu"),
}

# And behind these, one number is the whole gradient; so there are VJPs that return just that.
ONE_NUMBER = {
    "reduce_sum": (lambda g, out, x, axis=None, keepdims=False: g,),
    "reduce_mean": (lambda g, out, x, axis=None, keepdims=False: share(g, out, x),),
}


def backward(records, targets, output_gradients, sources, wanted):
    """What `tape.backward` gives; empties the list `records`.

    Args:
        records, targets, output_gradients, sources: as there; but an output gradient may have
            the shape (), for a number that each element of its target starts with.
        wanted: the set of the ids of the sources, and of all that they had an influence on.
    """
    gradients: dict[int, Any] = {}
    # A Tensor among the sources may be in the middle of things; then its gradient is to stay.
    take = gradients.get if Tensor in map(type, sources) else gradients.pop
    for target, g in zip(targets, output_gradients, strict=True):
        key = id(target)
        gradients[key] = add_up(gradients[key], g) if key in gradients else g
    while records:
        op, inputs, output, attributes = records.pop()
        g = take(id(output), None)
        if g is None:
            continue
        vjps = VJPS[op]
        if type(g) is not Tensor:
            if op not in PASSES_SLICES:
                g = convert_to_tensor(g)
        elif not g._array.ndim and op not in ELEMENTWISE:
            if op in ONE_NUMBER:
                vjps = ONE_NUMBER[op]
            else:
                g = _whole(g, output)
        if not vjps:
            continue
        if len(inputs) == 1:
            (x,) = inputs
            key = id(x)
            if key in wanted and (vjp := vjps[0]):
                part = vjp(g, output, x, **attributes) if attributes else vjp(g, output, x)
                gradients[key] = add_up(gradients[key], part) if key in gradients else part
            continue
        two = len(inputs) == 2 and not attributes
        for i, x in enumerate(inputs):  # zip with strict=False takes 0.2 us more
            key = id(x)
            if key in wanted and (vjp := vjps[i]):
                if two:  # 0.1 us less than with the stars
                    part = vjp(g, output, inputs[0], inputs[1])
                else:
                    part = vjp(g, output, *inputs, **attributes)
                if type(part) is Tensor and part._array.shape != x._array.shape:
                    part = unbroadcast(part, x._array.shape)
                gradients[key] = add_up(gradients[key], part) if key in gradients else part
    return [_whole(gradients.get(id(x)), x) for x in sources]


def _whole(g, x):
    """g with an element for each of x's, also where a single number stood for them all."""
    if type(g) is Tensor and not g._array.ndim and x._array.ndim:
        return broadcast_to(g, x._array.shape)
    return g
