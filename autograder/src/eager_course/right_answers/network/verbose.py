# Verbose: a step a line, a name for everything, a loop where others write an expression.

# %% network-dense-solution
class Dense:
    """A fully connected layer."""

    def __init__(self, inputs, outputs, activation=None, seed=None):
        self.inputs = inputs
        self.outputs = outputs
        self.activation = activation
        fan_sum = inputs + outputs
        limit = np.sqrt(6.0 / fan_sum)
        generator = np.random.default_rng(seed)
        initial_kernel = generator.random((inputs, outputs))  # from 0 to 1
        initial_kernel = 2.0 * limit * initial_kernel - limit
        initial_kernel = tf.constant(initial_kernel, tf.float32)
        self.kernel = tf.Variable(initial_kernel)
        initial_bias = tf.zeros([outputs], tf.float32)
        self.bias = tf.Variable(initial_bias)
        self.trainable_variables = []
        self.trainable_variables.append(self.kernel)
        self.trainable_variables.append(self.bias)

    def __call__(self, x):
        product = tf.matmul(x, self.kernel)
        outputs = tf.add(product, self.bias)
        if self.activation is not None:
            outputs = self.activation(outputs)
        return outputs


# %% network-sequential-solution
class Sequential:
    def __init__(self, layers):
        self.layers = []
        for layer in layers:
            self.layers.append(layer)

    def __call__(self, x):
        current = x
        for number in range(len(self.layers)):
            layer = self.layers[number]
            current = layer(current)
        return current

    @property
    def trainable_variables(self):
        all_variables = []
        for layer in self.layers:
            if not hasattr(layer, "trainable_variables"):
                continue
            for variable in layer.trainable_variables:
                all_variables.append(variable)
        return all_variables


# %% network-cross-entropy-solution
def cross_entropy(labels, logits):
    number_of_rows = logits.shape[0]
    number_of_classes = logits.shape[1]
    label_list = [int(label) for label in labels.numpy()]
    if len(label_list) != number_of_rows:
        raise ValueError("there must be a label for every row")
    for label in label_list:
        if label < 0:
            raise ValueError("a label must not be negative")
        if label >= number_of_classes:
            raise ValueError("a label must be below the number of classes")
    largest = np.max(logits.numpy(), axis=1)
    largest = largest.reshape(number_of_rows, 1)
    shifted = logits - tf.constant(largest)
    exponentials = tf.exp(shifted)
    sums = tf.reduce_sum(exponentials, axis=1)
    log_sums = tf.math.log(sums)
    picks = np.zeros((number_of_rows, number_of_classes), largest.dtype)
    for row, label in enumerate(label_list):
        picks[row, label] = 1.0
    at_labels = tf.reduce_sum(shifted * tf.constant(picks), axis=1)
    losses = log_sums - at_labels
    mean = tf.reduce_mean(losses)
    return mean


# %% network-penalty-solution
def l2_penalty(variables, strength):
    total = tf.constant(0.0)
    for variable in variables:
        number_of_axes = len(variable.shape)
        if number_of_axes >= 2:
            squares = tf.square(variable)
            total = total + tf.reduce_sum(squares)
    penalty = total * strength
    return penalty


def total_loss(model, inputs, labels, strength, loss=cross_entropy):
    logits = model(inputs)
    value = loss(labels, logits)
    penalty = l2_penalty(model.trainable_variables, strength)
    return value + penalty


# %% network-fit-solution
def fit(model, optimizer, loss, train, validation, epochs, batch_size, patience, seed=0):
    train_inputs, train_labels = train
    validation_inputs, validation_labels = validation
    train_losses = []
    validation_losses = []
    lowest = None
    best_values = []
    epochs_without_a_new_lowest = 0
    for epoch in range(epochs):
        batches = tf.minibatches(train_inputs, train_labels, batch_size, seed + epoch)
        for batch_inputs, batch_labels in batches:
            with tf.GradientTape() as tape:
                batch_loss = loss(model, batch_inputs, batch_labels)
            gradients = tape.gradient(batch_loss, model.trainable_variables)
            pairs = list(zip(gradients, model.trainable_variables))
            optimizer.apply_gradients(pairs)
        train_losses.append(float(loss(model, train_inputs, train_labels)))
        validation_loss = float(loss(model, validation_inputs, validation_labels))
        validation_losses.append(validation_loss)
        if lowest is None or validation_loss < lowest:
            lowest = validation_loss
            epochs_without_a_new_lowest = 0
            best_values = []
            for variable in model.trainable_variables:
                best_values.append(variable.numpy())
        else:
            epochs_without_a_new_lowest = epochs_without_a_new_lowest + 1
        if epochs_without_a_new_lowest == patience:
            break
    for variable, value in zip(model.trainable_variables, best_values):
        variable.assign(value)
    history = {}
    history["loss"] = train_losses
    history["val_loss"] = validation_losses
    return history


# %% network-evaluate-solution
def evaluate(model, inputs, labels, classes, batch_size=100):
    number_of_examples = inputs.shape[0]
    confusion = np.zeros((classes, classes), dtype=np.int64)
    number_right = 0
    start = 0
    while start < number_of_examples:
        end = min(start + batch_size, number_of_examples)
        logits = model(inputs[start:end]).numpy()
        true_classes = labels[start:end].numpy()
        for row in range(end - start):
            answer = int(np.argmax(logits[row]))
            truth = int(true_classes[row])
            confusion[truth, answer] = confusion[truth, answer] + 1
            if answer == truth:
                number_right = number_right + 1
        start = end
    accuracy = number_right / number_of_examples
    return accuracy, confusion


# %% network-checkpoint-solution
def save_weights(path, variables):
    arrays = {}
    for name in variables:
        arrays[name] = variables[name].numpy()
    np.savez(path, **arrays)


def load_weights(path, variables):
    values = {}
    with np.load(path, allow_pickle=False) as file:
        for name in file.files:
            values[name] = file[name]
    for name in variables:
        if name not in values:
            raise ValueError("the file has no value for " + name)
        if tuple(values[name].shape) != tuple(variables[name].shape):
            raise ValueError("another shape: " + name)
        if values[name].dtype != variables[name].numpy().dtype:
            raise ValueError("another dtype: " + name)
    for name in values:
        if name not in variables:
            raise ValueError("there is no Variable for " + name)
    for name in variables:
        variables[name].assign(values[name])
