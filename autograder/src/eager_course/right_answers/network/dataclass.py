# Dataclasses: layers whose fields are declared, and a history that counts for itself.

# %% network-dense-solution
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Dense:
    inputs: int
    outputs: int
    activation: Any = None
    seed: Any = None
    kernel: Any = field(init=False)
    bias: Any = field(init=False)

    def __post_init__(self):
        limit = (6 / (self.inputs + self.outputs)) ** 0.5
        rng = np.random.default_rng(self.seed)
        self.kernel = tf.Variable(rng.uniform(-limit, limit, [self.inputs, self.outputs]), dtype="float32")
        self.bias = tf.Variable(tf.zeros(self.outputs))

    @property
    def trainable_variables(self):
        return [self.kernel, self.bias]

    def __call__(self, x):
        y = tf.matmul(x, self.kernel) + self.bias
        if self.activation:
            y = self.activation(y)
        return y


# %% network-sequential-solution
@dataclass
class Sequential:
    layers: list

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    @property
    def trainable_variables(self):
        return [v for layer in self.layers if hasattr(layer, "trainable_variables") for v in layer.trainable_variables]


# %% network-fit-solution
@dataclass
class Record:
    loss: list = field(default_factory=list)
    val_loss: list = field(default_factory=list)
    best: float = float("inf")
    waited: int = 0
    values: list = field(default_factory=list)

    def note(self, variables, train_loss, validation_loss):
        self.loss.append(train_loss)
        self.val_loss.append(validation_loss)
        if validation_loss < self.best:
            self.best, self.waited = validation_loss, 0
            self.values = [tf.constant(v.numpy()) for v in variables]
        else:
            self.waited += 1


def fit(model, optimizer, loss, train, validation, epochs, batch_size, patience, seed=0):
    record = Record()
    for epoch in range(epochs):
        for batch in tf.minibatches(*train, batch_size, seed=seed + epoch):
            with tf.GradientTape() as tape:
                value = loss(model, *batch)
            variables = model.trainable_variables
            optimizer.apply_gradients(zip(tape.gradient(value, variables), variables))
        record.note(variables, float(loss(model, *train)), float(loss(model, *validation)))
        if record.waited >= patience:
            break
    for v, value in zip(model.trainable_variables, record.values):
        v.assign(value)
    return {"loss": record.loss, "val_loss": record.val_loss}
