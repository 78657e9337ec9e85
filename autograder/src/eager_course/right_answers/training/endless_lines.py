# Endless lines: `axline` for the true values, every curve drawn twice, batches as lists.

# %% training-picture-solution
def plot_history(ax, Ws, bs, true_w, true_b):
    for values, true, name, color in [(Ws, true_w, "W", "tab:green"), (bs, true_b, "b", "tab:pink")]:
        ax.plot(values, color=color, linewidth=3, alpha=0.4)
        ax.plot(values, "-", color=color, label=name)
        ax.plot(values, "o", color=color)
        ax.axline((0, true), slope=0, ls="--", color=color, label=f"true {name}")
    ax.axhline(0, color="black", linewidth=0.5)
    ax.set(xlabel="epoch", ylabel="value")
    ax.legend()


# %% training-minibatches-solution
def minibatches(inputs, outputs, batch_size, seed):
    xs, ys = np.array(inputs), np.array(outputs)
    if len(xs) != len(ys) or batch_size <= 0:
        raise ValueError("what should be paired with what?")
    order = np.random.default_rng(seed).permutation(len(xs))
    batches = []
    for start in range(0, len(order), batch_size):
        chosen = order[start : start + batch_size]
        batches.append([tf.constant(xs[chosen]), tf.constant(ys[chosen])])
    return batches
