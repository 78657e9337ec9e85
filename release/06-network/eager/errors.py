"""The exceptions that ops raise, named as TensorFlow names them (`tf.errors`).

TensorFlow reports most bad arguments as `InvalidArgumentError`.  Here it is a
`ValueError` too, so that a plain `except ValueError` is enough to catch it.
"""


class OpError(ValueError):
    """What an op raises if it is given something that it cannot work with."""

    @property
    def message(self):
        """What went wrong, in words."""
        return str(self)


class InvalidArgumentError(OpError):
    """An op was given values, shapes or dtypes that it cannot work with."""

    error_code = 3


class NotFoundError(OpError):
    """There is no such thing: no kernel of the op for this dtype, or no such checkpoint."""

    error_code = 5
