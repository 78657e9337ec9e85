"""The exceptions that ops raise, named as TensorFlow names them (`tf.errors`).

TensorFlow reports most bad arguments as `InvalidArgumentError`.  Here it is a
`ValueError` too, so that a plain `except ValueError` is enough to catch it.
"""


class InvalidArgumentError(ValueError):
    """An op was given values, shapes or dtypes that it cannot work with."""
