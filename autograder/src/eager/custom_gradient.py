"""Functions that bring a gradient of their own: where calculus overflows, or is overruled."""

import functools
import inspect
import math
from typing import Any

from .ops import apply, concat, convert_to_tensor, getitem, reshape
from .structures import flatten, pack_like
from .tape import recording
from .tensor import Tensor
from .variable import Variable


def custom_gradient(f=None):
    """A decorator for a function that returns its value and a function for the gradient.

        @tf.custom_gradient
        def log1pexp(x):
            e = tf.exp(x)
            def grad(upstream):
                return upstream * (1 - 1 / (1 + e))
            return tf.math.log(1 + e), grad

    Args:
        f: takes Tensors, and returns (y, grad).  y is a Tensor or several, of one dtype; grad takes
            a gradient for each y, and returns one for each argument of f (None stands for zeros).
            If f uses Variables that are no arguments, grad must take a keyword argument
            `variables`, and return two lists: the gradients for the arguments, and those for the
            Variables.

    Raises TypeError, when f is called, where grad does not take the Variables that f uses.
    """
    if f is None:  # @tf.custom_gradient()
        return custom_gradient

    @functools.wraps(f)
    def decorated(*args, **kwargs):
        inputs = [convert_to_tensor(x) for x in flatten(list(args))]
        with recording() as records:
            value, grad = f(*pack_like(list(args), inputs), **kwargs)
        variables = _variables_read(records)
        if variables and "variables" not in _keywords(grad):
            raise TypeError(f"the gradient must take the keyword `variables`: f uses {variables}")
        outputs = [convert_to_tensor(y) for y in flatten(value)]
        whole = outputs[0]
        if len(outputs) > 1:  # one long vector, which is cut up again below
            whole = concat([reshape(y, [-1]) for y in outputs], 0)
        shapes = [y._array.shape for y in outputs]
        rule = _Rule(grad, shapes, len(inputs), variables)
        sources = [*inputs, *variables] or [convert_to_tensor(0.0)]  # no op is without an input
        whole = apply("custom_gradient", *sources, result=whole._array, rule=rule)
        return pack_like(value, _cut(whole, shapes))

    return decorated


def _variables_read(records):
    """The trainable Variables that ops read, each once."""
    read = {id(x): x for r in records for x in r.inputs if isinstance(x, Variable) and x.trainable}
    return list(read.values())


def _keywords(function):
    parameters = inspect.signature(function).parameters.values()
    takes_any = any(p.kind is p.VAR_KEYWORD for p in parameters)
    return {p.name for p in parameters} | ({"variables"} if takes_any else set())


def _cut(whole, shapes):
    """The Tensors of these shapes that were joined to `whole`."""
    if len(shapes) == 1:
        return [whole]
    parts, start = [], 0
    for shape in shapes:
        end = start + math.prod(shape)
        parts.append(reshape(getitem(whole, slice(start, end)), shape))
        start = end
    return parts


class _Rule:
    """The gradient of one call: asked for once per input, worked out once per g."""

    def __init__(self, grad, shapes, count, variables):
        self._grad, self._shapes, self._count, self._variables = grad, shapes, count, variables
        self._asked: Any = None
        self._answer: Any = None

    def __call__(self, i, g):
        if self._asked is not g:
            self._asked, self._answer = g, self._gradients(g)
        return self._answer[i]

    def _gradients(self, g):
        upstream = _cut(g, self._shapes)
        if not self._variables:
            return _listed(self._grad(*upstream), self._count)
        of_inputs, of_variables = self._grad(*upstream, variables=self._variables)
        return [*_listed(of_inputs, self._count), *of_variables]


def _listed(gradients, count):
    gradients = flatten(list(gradients) if isinstance(gradients, (list, tuple)) else [gradients])
    if len(gradients) != count:
        raise ValueError(f"{count} arguments, but {len(gradients)} gradients")
    return [g if g is None or isinstance(g, Tensor) else convert_to_tensor(g) for g in gradients]
