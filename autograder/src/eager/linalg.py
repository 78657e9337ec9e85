"""The names of `tf.linalg`: matrices, in the last two axes of what is given."""

# ruff: noqa: F401

from .arrays import tensordot
from .clipping import global_norm
from .creation import eye
from .derived import l2_normalize, norm
from .einstein import einsum
from .matrices import (
    adjoint,
    band_part,
    diag,
    diag_part,
    matrix_transpose,
    matvec,
    normalize,
    trace,
)
from .ops import matmul
from .scope import missing_from
from .signatures import attach
from .solving import (
    cholesky,
    cholesky_solve,
    cross,
    det,
    inv,
    logdet,
    set_diag,
    solve,
    tensor_diag,
    tensor_diag_part,
    triangular_solve,
)

attach(globals())
__getattr__ = missing_from("linalg")
