"""The loss as a landscape over W and b, and the way downhill by formula."""

from .ops import convert_to_tensor, multiply, reduce_mean, reshape, square, subtract


def loss_surface(Ws, bs, inputs, outputs):
    """The mean squared error of the line W * x + b, for every W in Ws and b in bs.

    Args:
        Ws, bs: numbers, of shapes [m] and [k].
        inputs, outputs: float Tensors of shape [n].

    Returns:
        A Tensor of shape [m, k] with the dtype of `inputs`: row i, column j is for
        Ws[i] and bs[j].
    """
    x, y = convert_to_tensor(inputs), convert_to_tensor(outputs)
    W = reshape(convert_to_tensor(Ws, None if _is_tensor(Ws) else x.dtype), (-1, 1, 1))
    b = reshape(convert_to_tensor(bs, None if _is_tensor(bs) else x.dtype), (1, -1, 1))
    return reduce_mean(square(W * x + b - y), axis=-1)


def _is_tensor(value):
    return hasattr(value, "_array")


def hand_gradient(model, inputs, outputs):
    """The gradient of the mean squared error of `model`, by the formula from calculus.

    With errors e = W * x + b - y, it is dW = mean(2 * e * x) and db = mean(2 * e).

    Returns:
        (dW, db), two scalar Tensors.
    """
    errors = subtract(model(inputs), outputs)
    return reduce_mean(multiply(2 * errors, inputs)), reduce_mean(2 * errors)
