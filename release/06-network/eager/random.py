"""Random Tensors (`tf.random`), drawn from this module's own generator.

NumPy's global random state is neither used nor touched.  The numbers are not TensorFlow's:
only their distribution is.
"""

import numpy as np

from . import dtypes
from .ops import _ints
from .scope import missing_from
from .signatures import attach
from .tensor import constant

_generator = np.random.default_rng()


def set_seed(seed):
    """Start the sequence of random numbers that the int `seed` stands for."""
    global _generator
    _generator = np.random.default_rng(seed)


def _from(seed):
    return _generator if seed is None else np.random.default_rng(seed)


def normal(shape, mean=0.0, stddev=1.0, dtype=dtypes.float32, seed=None):
    """Independent numbers from a normal distribution, a Tensor of `shape`.

    Args:
        seed: an int that alone decides the numbers; by default they continue the sequence
            of `set_seed`.

    Raises:
        TypeError: `dtype` is not a float.
    """
    dtype = dtypes.numpy_dtype(dtype)
    if dtype.kind != "f":
        raise TypeError(f"normal numbers are floats, not {dtype.name}")
    return constant(mean + stddev * _from(seed).standard_normal(_ints(shape)), dtype)


def truncated_normal(shape, mean=0.0, stddev=1.0, dtype=dtypes.float32, seed=None, name=None):
    """`normal` numbers, with those further than two deviations from the mean drawn again."""
    dtype, generator = dtypes.numpy_dtype(dtype), _from(seed)
    if dtype.kind != "f":
        raise TypeError(f"normal numbers are floats, not {dtype.name}")
    draws = generator.standard_normal(_ints(shape))
    while (far := np.abs(draws) > 2).any():
        draws = np.where(far, generator.standard_normal(draws.shape), draws)
    return constant(mean + stddev * draws, dtype)


def uniform(shape, minval=0, maxval=None, dtype=dtypes.float32, seed=None):
    """Independent numbers, equally likely anywhere in [minval, maxval), a Tensor of `shape`.

    Args:
        maxval: 1 by default; required for integers.
        seed: as for `normal`.

    Raises:
        ValueError: an integer `dtype` without `maxval`.
    """
    dtype = dtypes.numpy_dtype(dtype)
    if dtype.kind in "iu":
        if maxval is None:
            raise ValueError("uniform integers need a maxval")
        return constant(_from(seed).integers(minval, maxval, _ints(shape)), dtype)
    high = 1 if maxval is None else maxval
    draws = _from(seed).random(_ints(shape), np.float32 if dtype.itemsize <= 4 else np.float64)
    return constant(np.asarray(minval + (high - minval) * draws), dtype)


def shuffle(value, seed=None):
    """The rows of `value` in a random order."""
    array = constant(value).numpy()
    return constant(_from(seed).permutation(array))


attach(globals())
__getattr__ = missing_from("random")
