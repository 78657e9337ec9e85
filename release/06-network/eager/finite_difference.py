"""Slopes by trying: change a parameter a little, and see how much the result changes.

Slow (two calls for every single number) and never exact, but it need not know what happens
inside. So it can check every cleverer way to a gradient.
"""

import numpy as np

from .tensor import constant


def finite_difference(f, parameters, step=None):
    """The gradient of f() with respect to each parameter, by central differences.

    Args:
        f: a function of no arguments that reads the parameters and returns one number (a
            float, or a Tensor of one element).
        parameters: a list of float Variables of any shapes.
        step: how far to go to either side.  By default the cube root of the dtype's
            precision (5e-3 for float32, 6e-6 for float64), times the parameter's size
            where that is above 1, which balances rounding against curvature.

    Returns:
        A list with a Tensor for each parameter, of its shape and dtype.  The
        parameters are left exactly as they were, even if f raises.

    Raises:
        ValueError: f returns more than one number.
        TypeError: a parameter does not hold floats.
    """
    return [_slopes(f, parameter, step) for parameter in parameters]


def _slopes(f, parameter, step):
    if parameter.dtype.kind != "f":
        raise TypeError(f"finite differences need floats, {parameter.name} has {parameter.dtype}")
    start = np.asarray(parameter.numpy())
    slopes = np.empty(start.shape)
    try:
        for place in np.ndindex(start.shape):
            slopes[place] = _slope(f, parameter, start, place, step)
    finally:
        parameter.assign(start)
    return constant(slopes, parameter.dtype)


def _slope(f, parameter, start, place, step):
    h = step or np.cbrt(np.finfo(start.dtype).eps) * max(1.0, abs(float(start[place])))
    above, below = start.copy(), start.copy()
    above[place] += h
    below[place] -= h
    # Rounding moves the two points, so their distance is not exactly 2 * h.
    width = float(above[place]) - float(below[place])
    return (_value_at(f, parameter, above) - _value_at(f, parameter, below)) / width


def _value_at(f, parameter, array):
    parameter.assign(array)
    value = np.asarray(f())
    if value.size != 1:
        raise ValueError(f"f must return one number, but returned a value of shape {value.shape}")
    return float(value.reshape(()))
