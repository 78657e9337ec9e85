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

from .gradients import PASSES_SLICES, VJPS, _share, add_up, unbroadcast
from .ops import broadcast_to, convert_to_tensor
from .tensor import Tensor

# Behind these VJPs, the gradient of all elements is one and the same number.  In their place there
# are others, which return just that number, of shape (), ...
SHORT = {
    VJPS["reduce_sum"][0]: lambda g, out, x, axis=None, keepdims=False: g,
    VJPS["reduce_mean"][0]: lambda g, out, x, axis=None, keepdims=False: _share(g, out, x),
}

# ... and these ops, whose VJP works on each element by itself, take it for the whole gradient.
ELEMENTWISE = {
    *("read_variable", "identity", "cast", "share", "negative", "abs", "sign", "square", "sqrt"),
    *("rsqrt", "exp", "expm1", "log", "log1p", "sin", "cos", "tanh", "sigmoid", "softplus"),
    *("relu", "leaky_relu"),
}


def backward(records, targets, output_gradients, sources, wanted):
    """What `tape.backward` gives; empties the list `records`.

    Args:
        records, targets, output_gradients, sources: as there; but an output gradient may have
            the shape (), for a number that each element of its target starts with.
        wanted: the set of the ids of the sources, and of all that they had an influence on.
    """
    # No record puts out a Variable, so a source is in the middle of things only if it is a Tensor.
    kept = set(map(id, sources)) if Tensor in map(type, sources) else ()
    gradients: dict[int, Any] = {}
    for target, g in zip(targets, output_gradients, strict=True):
        key = id(target)
        gradients[key] = add_up(gradients[key], g) if key in gradients else g
    take = gradients.pop
    while records:
        op, inputs, output, attributes = records.pop()
        g = take(id(output), None)
        if g is None:
            continue
        if kept and id(output) in kept:
            gradients[id(output)] = g
        vjps = VJPS[op]
        if type(g) is not Tensor:
            if op not in PASSES_SLICES:
                g = convert_to_tensor(g)
        elif op not in ELEMENTWISE and not g._array.ndim:
            if vjps and vjps[0] in SHORT:
                vjps = (SHORT[vjps[0]],)
            else:
                g = _whole(g, output)
        if len(inputs) == 1:
            x = inputs[0]
            key = id(x)
            if key in wanted and vjps and (vjp := vjps[0]):
                part = vjp(g, output, x, **attributes) if attributes else vjp(g, output, x)
                gradients[key] = add_up(gradients[key], part) if key in gradients else part
            continue
        for x, vjp in zip(inputs, vjps, strict=False):
            key = id(x)
            if key in wanted and vjp:
                if attributes or len(inputs) > 2:
                    part = vjp(g, output, *inputs, **attributes)
                else:
                    part = vjp(g, output, inputs[0], inputs[1])
                if type(part) is Tensor and part._array.shape != x._array.shape:
                    part = unbroadcast(part, x._array.shape)
                gradients[key] = add_up(gradients[key], part) if key in gradients else part
    return [_whole(gradients.get(id(x)), x) for x in sources]


def _whole(g, x):
    """g with an element for each of x's, also where a single number stood for them all."""
    if type(g) is Tensor and not g._array.ndim and x._array.ndim:
        return broadcast_to(g, x._array.shape)
    return g
