# Another way to be asked before NumPy: __array_priority__, with operators in a base class.
# %% variables-operators-solution
def matching(x, y):
    """Both as arrays of one dtype."""
    if has_value(x) and has_value(y):
        if x.dtype != y.dtype:
            raise ValueError(f"{x.dtype} beside {y.dtype}")
        return x.numpy(), y.numpy()
    if has_value(x):
        return x.numpy(), np.array(y, dtype=x.dtype)
    return matching(y, x)[::-1]


def combine(function, x, y):
    left, right = matching(x, y)
    return Tensor(function(left, right))


class Arithmetic:
    def __add__(x, y):
        return combine(np.add, x, y)

    def __sub__(x, y):
        return combine(np.subtract, x, y)

    def __mul__(x, y):
        return combine(np.multiply, x, y)

    def __truediv__(x, y):
        return combine(np.divide, x, y)

    def __pow__(x, y):
        return combine(np.power, x, y)

    def __neg__(x):
        return combine(np.subtract, 0, x)

    def __radd__(x, y):
        return x + y

    def __rsub__(x, y):
        return -x + y

    def __rmul__(x, y):
        return x * y

    def __rtruediv__(x, y):
        return combine(np.divide, y, x)

    def __rpow__(x, y):
        return combine(np.power, y, x)


def give_operators(kind):
    for name, method in vars(Arithmetic).items():
        if callable(method):
            setattr(kind, name, method)
    kind.__array_priority__ = 1000


give_operators(Tensor)
