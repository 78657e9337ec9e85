"""The logarithm of the gamma function, which NumPy lacks, and its derivatives."""

import math

import numpy as np

# Bernoulli numbers: B2, B4, and so on (B3, B5, … are 0).
_BERNOULLI = [1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6]
_FAR = 10  # from here on the series below are accurate to 1e-15


def log_gamma(x):
    """log |gamma(x)| for one float; inf at 0, -1, -2, and so on."""
    return math.inf if _is_pole(x) else math.lgamma(x)


def polygamma(order, x):
    """The derivative of digamma of the given order (0: digamma itself) at one float."""
    if x == math.inf:
        return math.inf if order == 0 else 0.0
    if not math.isfinite(x) or _is_pole(x):
        return math.nan
    if x < 0:
        return _reflected(order, x)
    total, sign = 0.0, (-1.0) ** (order + 1)
    while x < _FAR:  # each step to x + 1 changes the value by a known term
        total += sign * math.factorial(order) / x ** (order + 1)
        x += 1
    if order == 0:
        terms = (b / (2 * k * x ** (2 * k)) for k, b in enumerate(_BERNOULLI, 1))
        return total + math.log(x) - 0.5 / x - sum(terms)
    terms = (
        b * math.factorial(2 * k + order - 1) / (math.factorial(2 * k) * x ** (2 * k + order))
        for k, b in enumerate(_BERNOULLI, 1)
    )
    first = math.factorial(order - 1) / x**order + math.factorial(order) / (2 * x ** (order + 1))
    return total + sign * (first + sum(terms))


def _is_pole(x):
    return x <= 0 and x.is_integer()


def _reflected(order, x):
    """polygamma left of 0, from its value at 1 - x.

    The two differ by a derivative of pi / tan(pi x), a polynomial in t = 1 / tan(pi x) that is
    differentiated by the chain rule: dt/dx is -pi (1 + t**2).
    """
    polynomial = np.polynomial.Polynomial([0.0, math.pi])
    for _ in range(order):
        polynomial = polynomial.deriv() * np.polynomial.Polynomial([-math.pi, 0.0, -math.pi])
    return (-1.0) ** order * polygamma(order, 1 - x) - polynomial(1 / math.tan(math.pi * x))
