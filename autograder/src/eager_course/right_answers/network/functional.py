# Functional: closures, maps and folds instead of loops and attributes.

# %% network-sequential-solution
from functools import partial, reduce
from itertools import accumulate, chain


class Sequential:
    def __init__(self, layers):
        self.layers = layers
        self.run = partial(reduce, lambda value, layer: layer(value), layers)

    def __call__(self, x):
        return self.run(x)

    @property
    def trainable_variables(self):
        return list(chain.from_iterable(map(lambda f: getattr(f, "trainable_variables", []), self.layers)))


# %% network-penalty-solution
def l2_penalty(variables, strength):
    squares = map(lambda v: tf.reduce_sum(tf.square(v)), filter(lambda v: len(v.shape) > 1, variables))
    return strength * reduce(tf.add, squares, tf.constant(0.0))


def total_loss(model, inputs, labels, strength, loss=cross_entropy):
    return sum([loss(labels, model(inputs)), l2_penalty(model.trainable_variables, strength)])


# %% network-fit-solution
def fit(model, optimizer, loss, train, validation, epochs, batch_size, patience, seed=0):
    variables = model.trainable_variables

    def step(batch):
        with tf.GradientTape() as tape:
            value = loss(model, *batch)
        optimizer.apply_gradients(zip(tape.gradient(value, variables), variables))

    def run():
        lowest, waited = float("inf"), 0
        for epoch in range(epochs):
            list(map(step, tf.minibatches(*train, batch_size, seed + epoch)))
            now = float(loss(model, *validation))
            waited = 0 if now < lowest else waited + 1
            lowest = min(lowest, now)
            yield float(loss(model, *train)), now, [v.numpy() for v in variables]
            if waited >= patience:
                return

    losses, validation_losses, values = map(list, zip(*run()))
    list(map(lambda v, value: v.assign(value), variables, values[int(np.argmin(validation_losses))]))
    return {"loss": losses, "val_loss": validation_losses}


# %% network-evaluate-solution
def evaluate(model, inputs, labels, classes, batch_size=100):
    starts = range(0, len(labels), batch_size)
    logits = np.concatenate([np.array(model(inputs[s : s + batch_size])) for s in starts])
    answers = np.eye(classes, dtype=int)[logits.argmax(axis=1)]
    confusion = np.eye(classes, dtype=int)[np.array(labels)].T @ answers
    return float(np.trace(confusion)) / len(labels), confusion
