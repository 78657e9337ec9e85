# Opens files by hand, and asks for forgiveness rather than permission.

# %% network-sequential-solution
class Sequential(list):
    def __init__(self, layers):
        super().__init__(layers)
        self.layers = layers

    def __call__(self, x):
        for layer in self:
            x = layer(x)
        return x

    @property
    def trainable_variables(self):
        found = []
        for layer in self:
            try:
                found.extend(layer.trainable_variables)
            except AttributeError:
                continue
        return found


# %% network-checkpoint-solution
def save_weights(path, variables):
    with open(path, "wb") as file:
        np.savez(file, **{name: v.numpy() for name, v in variables.items()})


def load_weights(path, variables):
    with open(path, "rb") as file, np.load(file) as arrays:
        values = {name: arrays[name] for name in arrays}
    try:
        pairs = [(name, variables[name], values.pop(name)) for name in variables]
    except KeyError as error:
        raise ValueError(f"the file lacks {error}") from None
    if values:
        raise ValueError(f"what are {list(values)}?")
    for name, v, value in pairs:
        if (v.numpy().dtype, v.numpy().shape) != (value.dtype, value.shape):
            raise ValueError(f"{name} does not fit")
    for _, v, value in pairs:
        v.assign(value)
