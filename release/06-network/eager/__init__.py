"""eager: a miniature of TensorFlow's eager mode, in NumPy, to learn from.

    import eager as tf

    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = x * x
    print(tape.gradient(y, x))      # 6.0

The modules are imported in the order of the course, and each imports only those before it.
Drop the imports of the later ones, and the package still works.
"""

# ruff: noqa: F401, I001

from . import errors
from . import dtypes
from .dtypes import (
    DType,
    as_dtype,
    bool,
    double,
    float16,
    float32,
    float64,
    half,
    int8,
    int16,
    int32,
    int64,
    uint8,
    uint16,
    uint32,
    uint64,
)
from .shapes import TensorShape
from .tensor import Tensor, constant
from .ops import (
    abs,
    add,
    argmax,
    argmin,
    boolean_mask,
    broadcast_to,
    cast,
    concat,
    convert_to_tensor,
    cos,
    cumsum,
    divide,
    equal,
    exp,
    floor,
    greater,
    greater_equal,
    identity,
    less,
    less_equal,
    logical_and,
    logical_not,
    logical_or,
    matmul,
    maximum,
    minimum,
    multiply,
    negative,
    newaxis,
    not_equal,
    pow,
    reduce_all,
    reduce_any,
    reduce_max,
    reduce_mean,
    reduce_min,
    reduce_sum,
    reshape,
    round,
    sigmoid,
    sign,
    sin,
    sqrt,
    square,
    stack,
    stop_gradient,
    subtract,
    tanh,
    transpose,
    where,
)
from .indexed_slices import IndexedSlices
from .variable import Variable
from .creation import (
    eye,
    fill,
    linspace,
    one_hot,
    ones,
    ones_like,
    range,
    rank,
    shape,
    size,
    zeros,
    zeros_like,
)
from .elementwise import (
    acos,
    acosh,
    asin,
    asinh,
    atan,
    atan2,
    atanh,
    cosh,
    sinh,
    tan,
    truncatediv,
    truncatemod,
)
from .derived import (
    add_n,
    clip_by_value,
    expand_dims,
    norm,
    reduce_logsumexp,
    reduce_prod,
    reverse,
    split,
    squeeze,
    tile,
    unstack,
)
from .arrays import (
    argsort,
    gather,
    gather_nd,
    meshgrid,
    pad,
    repeat,
    roll,
    scatter_nd,
    slice,
    sort,
    tensor_scatter_nd_add,
    tensor_scatter_nd_max,
    tensor_scatter_nd_min,
    tensor_scatter_nd_sub,
    tensor_scatter_nd_update,
    tensordot,
    unique,
)
from .clipping import clip_by_global_norm, clip_by_norm
from .counting import (
    broadcast_dynamic_shape,
    broadcast_static_shape,
    dynamic_partition,
    identity_n,
    saturate_cast,
    scalar_mul,
    searchsorted,
    sequence_mask,
    shape_n,
    unique_with_counts,
)
from . import math
from .math import truediv
from . import nn
from . import random
from .compat import (
    assign,
    assign_add,
    assign_sub,
    enable_eager_execution,
    executing_eagerly,
    random_normal,
    random_uniform,
    scatter_add,
    scatter_sub,
    scatter_update,
    set_random_seed,
)

from . import losses
from .losses import mean_absolute_error, mean_squared_error
from .linear import Model, make_data
from .finite_difference import finite_difference
from .surface import hand_gradient, loss_surface
from .pictures import plot_fit
from . import structures

from .gradients import VJPS, unbroadcast
from .tape import GradientTape, UnconnectedGradients, backward, recording

from . import optimizers
from .training import minibatches, training_loop
from .progress import plot_history

from . import embeddings
from .signatures import attach
from .scope import VERSION as __version__
from .scope import missing as __getattr__

attach(globals())
