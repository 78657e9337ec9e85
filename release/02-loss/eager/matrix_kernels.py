"""What the ops of linear algebra do to arrays: NumPy's functions, with an error that is clear."""

import numpy as np

from .errors import InvalidArgumentError


def _clear(function):
    def forward(*arrays):
        try:
            return function(*arrays)
        except np.linalg.LinAlgError as error:
            raise InvalidArgumentError(f"a matrix is not what this needs: {error}") from error

    return forward


det, inv, solve, cholesky = map(
    _clear, (np.linalg.det, np.linalg.inv, np.linalg.solve, np.linalg.cholesky)
)
