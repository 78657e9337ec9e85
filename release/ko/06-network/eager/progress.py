"""The picture of a training run, on Axes that the caller made: did it get where it should?"""


def plot_history(ax, Ws, bs, true_w, true_b):
    """Draw W (red) and b (blue) over the epochs, with dashed lines at their true values.

    Args:
        ax: Matplotlib Axes.
        Ws, bs: the values at each epoch, two sequences of the same length.
        true_w, true_b: the numbers that W and b should approach.
    """
    epochs = range(len(Ws))
    ax.plot(epochs, Ws, "r", label="W")
    ax.plot(epochs, bs, "b", label="b")
    ax.plot(epochs, [true_w] * len(Ws), "r--", label="true W")
    ax.plot(epochs, [true_b] * len(bs), "b--", label="true b")
    ax.set_xlabel("epoch")
    ax.set_ylabel("value")
    ax.legend()
