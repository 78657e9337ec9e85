"""The exceptions that ops raise, named as TensorFlow names them (`tf.errors`).

TensorFlow reports most bad arguments as `InvalidArgumentError`.  Here it is a
`ValueError` too, so that a plain `except ValueError` is enough to catch it.
"""


class OpError(ValueError):
    """What an op raises that was given something that it cannot work with."""

    @property
    def message(self):
        """What went wrong, in words."""
        return str(self)


class InvalidArgumentError(OpError):
    """An op was given values, shapes or dtypes that it cannot work with."""

    error_code = 3


class NotFoundError(OpError):
    """An op has no kernel for the dtype that it was given, though it might have one."""

    error_code = 5
