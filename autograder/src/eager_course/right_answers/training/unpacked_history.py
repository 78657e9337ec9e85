# Other internals for the loop and the picture: zip and transpose, a cycler, markers on the lines.

# %% training-loop-solution
import itertools
from collections import defaultdict


def training_loop(model, inputs, outputs, epochs, learning_rate, step=train):
    history = defaultdict(list, W=[], b=[], loss=[])
    for _ in itertools.repeat(None, epochs):
        predicted = model(inputs)
        for key, value in zip(("W", "b"), (model.W, model.b)):
            history[key] += [np.float32(value.numpy())]
        history["loss"] += [np.float32(tf.mean_squared_error(predicted, outputs))]
        step(model, inputs, outputs, learning_rate)
    return dict(history)


# %% training-picture-solution
def plot_history(ax, Ws, bs, true_w, true_b):
    values = np.array([Ws, bs]).T
    lines = ax.plot(np.arange(len(values)), values, marker="o")
    for line, name, true in zip(lines, ["W", "b"], [true_w, true_b]):
        line.set_label(name)
        ax.plot([0, len(Ws) - 1], 2 * [true], ls=(0, (4, 2)), color=line.get_color(), label="true " + name)
    ax.grid(alpha=0.3)
    ax.set(xlabel="Epoche", ylabel="Wert", title="W und b")
    ax.legend(ncols=2, fontsize="small")
