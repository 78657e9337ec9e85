# Verbose: every intermediate value has a name, and nothing is done twice in one line.

# %% training-step-solution
def train(model, inputs, outputs, learning_rate):
    """One step of gradient descent."""
    weight_variable = model.W
    bias_variable = model.b

    with tf.GradientTape() as gradient_tape:
        predicted_outputs = model(inputs)
        current_loss = tf.mean_squared_error(predicted_outputs, outputs)

    list_of_gradients = gradient_tape.gradient(current_loss, [weight_variable, bias_variable])
    gradient_of_weight = list_of_gradients[0]
    gradient_of_bias = list_of_gradients[1]

    if gradient_of_weight is None:
        raise ValueError("The loss does not depend on the weight W.")
    if gradient_of_bias is None:
        raise ValueError("The loss does not depend on the bias b.")

    step_of_weight = gradient_of_weight * learning_rate
    step_of_bias = gradient_of_bias * learning_rate

    new_weight = weight_variable - step_of_weight
    new_bias = bias_variable - step_of_bias

    weight_variable.assign(new_weight)
    bias_variable.assign(new_bias)

    return None


# %% training-loop-solution
def training_loop(model, inputs, outputs, epochs, learning_rate, step=train):
    list_of_weights = []
    list_of_biases = []
    list_of_losses = []

    epoch = 0
    while epoch < epochs:
        weight_now = model.W.numpy()
        bias_now = model.b.numpy()
        predictions_now = model(inputs)
        loss_now = tf.mean_squared_error(predictions_now, outputs).numpy()

        list_of_weights.append(weight_now)
        list_of_biases.append(bias_now)
        list_of_losses.append(loss_now)

        step(model, inputs, outputs, learning_rate)
        epoch = epoch + 1

    history = dict()
    history["W"] = list_of_weights
    history["b"] = list_of_biases
    history["loss"] = list_of_losses
    return history


# %% training-picture-solution
def plot_history(ax, Ws, bs, true_w, true_b):
    number_of_epochs = len(Ws)
    epochs = []
    for epoch in range(number_of_epochs):
        epochs.append(epoch)

    ax.plot(epochs, Ws, color="red", linestyle="solid", label="W")
    ax.plot(epochs, bs, color="blue", linestyle="solid", label="b")

    first_and_last_epoch = [0, number_of_epochs - 1]
    ax.plot(first_and_last_epoch, [true_w, true_w], color="red", linestyle="dashed", label="true W")
    ax.plot(first_and_last_epoch, [true_b, true_b], color="blue", linestyle="dashed", label="true b")

    ax.set_xlabel("number of the epoch")
    ax.set_ylabel("value of the parameter")
    ax.set_title("W and b over the epochs")
    ax.legend(loc="best")


# %% training-minibatches-solution
def minibatches(inputs, outputs, batch_size, seed):
    number_of_inputs = len(inputs)
    number_of_outputs = len(outputs)
    if number_of_inputs != number_of_outputs:
        raise ValueError("There must be as many inputs as outputs.")
    if batch_size <= 0:
        raise ValueError("The batch size must be positive.")

    random_generator = np.random.default_rng(seed)
    shuffled_indices = np.arange(number_of_inputs)
    random_generator.shuffle(shuffled_indices)

    array_of_inputs = np.array(inputs)
    array_of_outputs = np.array(outputs)

    start = 0
    while start < number_of_inputs:
        stop = start + batch_size
        if stop > number_of_inputs:
            stop = number_of_inputs
        indices_of_batch = shuffled_indices[start:stop]
        batch_of_inputs = tf.constant(array_of_inputs[indices_of_batch])
        batch_of_outputs = tf.constant(array_of_outputs[indices_of_batch])
        yield (batch_of_inputs, batch_of_outputs)
        start = stop
