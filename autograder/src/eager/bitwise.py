"""The names of `tf.bitwise`: integers as rows of bits."""

from .ops import _binary, _unary

__all__ = ["bitwise_and", "bitwise_or", "bitwise_xor", "invert", "left_shift", "right_shift"]

bitwise_and = _binary("bitwise_and", "The bits that are set in both x and y.")
bitwise_or = _binary("bitwise_or", "The bits that are set in x or y.")
bitwise_xor = _binary("bitwise_xor", "The bits that are set in just one of x and y.")
invert = _unary("invert", "The bits that are not set in x.")
left_shift = _binary("left_shift", "x with its bits moved up by y places: x * 2**y.")
right_shift = _binary("right_shift", "x with its bits moved down by y places: x // 2**y.")
