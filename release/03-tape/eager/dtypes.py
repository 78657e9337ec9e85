"""The dtypes of Tensors, under TensorFlow's names.

They are NumPy's own dtypes, so `x.dtype == tf.float32` holds for Tensors,
Variables and arrays alike, and `tf.float32.name` is `"float32"`.
"""

import numpy as np

float16 = np.dtype("float16")
float32 = np.dtype("float32")
float64 = np.dtype("float64")
int8 = np.dtype("int8")
int16 = np.dtype("int16")
int32 = np.dtype("int32")
int64 = np.dtype("int64")
uint8 = np.dtype("uint8")
uint16 = np.dtype("uint16")
uint32 = np.dtype("uint32")
uint64 = np.dtype("uint64")
bool = np.dtype("bool")

half, float, double = float16, float32, float64


def as_dtype(dtype):
    """The dtype that `dtype` (a dtype, a NumPy type or a name such as "int32") stands for.

    Raises TypeError for anything that a Tensor cannot hold.
    """
    result = np.dtype(dtype)
    if result.kind not in "fiub":
        raise TypeError(f"a Tensor holds floats, integers or bools, not {result}")
    return np.dtype(result.type)  # NumPy's one object for it, so that `is` compares dtypes
