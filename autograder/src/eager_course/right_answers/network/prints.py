# Prints: somebody looks at everything as it happens.

# %% network-fit-solution
def fit(model, optimizer, loss, train, validation, epochs, batch_size, patience, seed=0):
    history, variables = {"loss": [], "val_loss": []}, model.trainable_variables
    best_loss = best_values = None
    bad = 0
    for epoch in range(epochs):
        print("epoch", epoch, end=": ")
        for number, (xs, ys) in enumerate(tf.minibatches(train[0], train[1], batch_size, seed + epoch)):
            with tf.GradientTape() as tape:
                batch_loss = loss(model, xs, ys)
            gradients = tape.gradient(batch_loss, variables)
            optimizer.apply_gradients(zip(gradients, variables))
            if number == 0:
                print("first batch", float(batch_loss), end=", ")
        history["loss"].append(float(loss(model, train[0], train[1])))
        history["val_loss"].append(float(loss(model, validation[0], validation[1])))
        print(history["loss"][-1], history["val_loss"][-1])
        if best_loss is None or history["val_loss"][-1] < best_loss:
            best_loss, bad = history["val_loss"][-1], 0
            best_values = [np.array(v) for v in variables]
            continue
        bad += 1
        if bad >= patience:
            print("enough")
            break
    for v, value in zip(variables, best_values):
        v.assign(value)
    return history


# %% network-evaluate-solution
def evaluate(model, inputs, labels, classes, batch_size=100):
    confusion = np.zeros((classes, classes), dtype=int)
    for start in range(0, len(labels), batch_size):
        batch = inputs[start : start + batch_size]
        print(f"examples {start} to {start + len(batch) - 1}")
        answers = np.argmax(np.asarray(model(batch)), axis=-1)
        np.add.at(confusion, (np.asarray(labels)[start : start + batch_size], answers), 1)
    print(confusion)
    return confusion.trace().item() / len(labels), confusion


# %% network-checkpoint-solution
def save_weights(path, variables):
    print("saving", list(variables), "to", path)
    np.savez_compressed(path, **{name: np.array(v) for name, v in variables.items()})


def load_weights(path, variables):
    with np.load(path) as file:
        print("found", file.files)
        values = {name: file[name] for name in file.files}
    if set(values) != set(variables):
        raise ValueError(f"names that do not match: {set(values) ^ set(variables)}")
    for name, value in values.items():
        own = variables[name].numpy()
        if own.shape != value.shape or own.dtype != value.dtype:
            raise ValueError(f"{name}: {value.shape} {value.dtype} for {own.shape} {own.dtype}")
    for name, value in values.items():
        variables[name].assign(value)
        print(name, "restored")
