# Verbose: every step has a line and a name of its own.

# %% loss-model-solution
class Model(object):
    """A straight line."""

    def __init__(self):
        """Make the two parameters."""
        initial_slope = 5.0
        initial_height = 0.0
        self.W = tf.Variable(initial_value=initial_slope, trainable=True, name="slope")
        self.b = tf.Variable(initial_value=initial_height, trainable=True, name="height")

    def __call__(self, x):
        """Predict."""
        slope = self.W.read_value()
        height = self.b.read_value()
        product = tf.multiply(slope, x)
        prediction = tf.add(product, height)
        return prediction


# %% loss-mse-solution
def mean_squared_error(predicted, desired):
    shape_of_predicted = tuple(predicted.shape)
    shape_of_desired = tuple(desired.shape)
    shapes_are_equal = shape_of_predicted == shape_of_desired
    if shapes_are_equal is False:
        message = "The shapes differ: {} and {}."
        raise ValueError(message.format(shape_of_predicted, shape_of_desired))
    errors = tf.subtract(predicted, desired)
    squared_errors = tf.multiply(errors, errors)
    number_of_errors = tf.cast(tf.size(squared_errors), squared_errors.dtype)
    sum_of_squared_errors = tf.reduce_sum(squared_errors)
    loss = tf.divide(sum_of_squared_errors, number_of_errors)
    return loss


# %% loss-data-solution
def make_data(true_w, true_b, n, noise, seed):
    bit_generator = np.random.PCG64(seed)
    generator = np.random.Generator(bit_generator)
    list_of_inputs = []
    list_of_outputs = []
    for number in range(n):
        one_input = generator.normal(loc=0.0, scale=1.0)
        list_of_inputs.append(one_input)
    for number in range(n):
        one_error = generator.normal(loc=0.0, scale=noise)
        one_output = true_w * list_of_inputs[number] + true_b + one_error
        list_of_outputs.append(one_output)
    inputs = tf.constant(np.array(list_of_inputs, dtype=np.float32))
    outputs = tf.constant(np.array(list_of_outputs, dtype=np.float32))
    return inputs, outputs


# %% loss-picture-solution
def plot_fit(ax, inputs, outputs, predictions):
    number_of_examples = inputs.shape[0]
    for number in range(number_of_examples):
        x = float(inputs[number])
        y = float(outputs[number])
        p = float(predictions[number])
        ax.plot([x, x], [y, p], color="lightgray")
        ax.plot([x], [y], marker="o", color="navy")
        ax.plot([x], [p], marker="x", color="crimson")
    ax.set_title("The fit")
    ax.set_xlabel("The inputs, without a unit")
    ax.set_ylabel("The outputs, without a unit")
    ax.grid(True)


# %% loss-surface-solution
def loss_surface(Ws, bs, inputs, outputs):
    number_of_slopes = len(Ws)
    number_of_heights = len(bs)
    surface = np.empty(shape=(number_of_slopes, number_of_heights), dtype=np.float32)
    for row in range(number_of_slopes):
        for column in range(number_of_heights):
            slope = float(Ws[row])
            height = float(bs[column])
            predictions = slope * inputs + height
            errors = predictions - outputs
            loss = tf.reduce_mean(errors * errors)
            surface[row, column] = float(loss)
    return tf.constant(surface)


# %% loss-finite-difference-solution
def finite_difference(f, parameters, step=1e-3):
    gradients = []
    for parameter in parameters:
        original_value = parameter.numpy()
        shape = parameter.numpy().shape
        dtype = parameter.numpy().dtype
        gradient = np.zeros(shape=shape, dtype=np.float64)
        for place in np.ndindex(*shape):
            value_above = np.array(original_value, dtype=dtype)
            value_above[place] = value_above[place] + step
            value_below = np.array(original_value, dtype=dtype)
            value_below[place] = value_below[place] - step
            try:
                parameter.assign(value_above)
                f_above = f()
                parameter.assign(value_below)
                f_below = f()
            except Exception as error:
                parameter.assign(original_value)
                raise error
            parameter.assign(original_value)
            rise = float(f_above) - float(f_below)
            run = 2.0 * step
            gradient[place] = rise / run
        gradients.append(gradient)
    return gradients


# %% loss-hand-gradient-solution
def hand_gradient(model, inputs, outputs):
    predictions = model(inputs)
    errors = predictions - outputs
    two_errors = errors + errors
    slopes_along_W = two_errors * inputs
    slopes_along_b = two_errors
    dW = tf.reduce_mean(slopes_along_W)
    db = tf.reduce_mean(slopes_along_b)
    gradient = (dW, db)
    return gradient
