# Warnings on the way, from NumPy and of one's own.
# %% tape-vjps-solution
import warnings


def pass_on(g, out, *inputs):
    return g


def noisy(rule):
    def call(*arguments):
        warnings.warn("a rule is called", stacklevel=2)
        np.log(np.zeros(1))  # RuntimeWarning: divide by zero
        return rule(*arguments)

    return call


VJPS = {
    "add": (pass_on, pass_on),
    "negative": (noisy(lambda g, out, x: -g),),
    "sin": (noisy(sin_x),),
    "subtract": (pass_on, noisy(lambda g, out, x, y: -g)),
    "multiply": (noisy(lambda g, out, x, y: g * y), noisy(lambda g, out, x, y: g * x)),
    "divide": (noisy(lambda g, out, x, y: g / y), noisy(lambda g, out, x, y: -g * x / y**2)),
    "square": (noisy(lambda g, out, x: g * 2 * x),),
    "exp": (noisy(lambda g, out, x: g * out),),
    "log": (noisy(lambda g, out, x: g / x),),
    "tanh": (noisy(lambda g, out, x: g - g * out**2),),
    "relu": (noisy(lambda g, out, x: g * tf.sign(tf.nn.relu(x))),),
}


# %% tape-persistent-solution
class GradientTape(GradientTape):
    def __init__(self, persistent=False):
        super().__init__()
        self.persistent = persistent
        if persistent:
            warnings.warn("a persistent tape holds everything until it is gone", ResourceWarning)

    def gradient(self, target, sources):
        if self.used and not self.persistent:
            raise RuntimeError("not persistent")
        self.used = False
        answer = super().gradient(target, sources)
        self.used = True
        return answer
