"""Pictures of the data and the fit, on Axes that the caller made.

Matplotlib itself is not imported: if you have Axes, you have imported it already.
"""

import numpy as np


def plot_fit(ax, inputs, outputs, predictions):
    """Scatter the data in blue and the predictions in red.

    Args:
        ax: Matplotlib Axes.
        inputs, outputs, predictions: Tensors or arrays of shape [n].
    """
    ax.scatter(np.asarray(inputs), np.asarray(outputs), c="b", s=9, alpha=0.5, label="data")
    ax.scatter(np.asarray(inputs), np.asarray(predictions), c="r", s=9, label="predictions")
    ax.set_xlabel("input")
    ax.set_ylabel("output")
    ax.legend()
