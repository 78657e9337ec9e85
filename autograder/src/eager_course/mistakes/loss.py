"""Mistakes of the stage 02-loss, those that beginners make first."""

from autograder.outside.course.mistake import Mistake, bodies_of, defined, indented, written

# ---------------------------------------------------------------------------- loss-model


@written("loss-model")
def _model(call: str, init: str = "self.W, self.b = tf.Variable(5.0), tf.Variable(0.0)") -> str:
    """A Model whose `__call__` has the body `call` and whose `__init__` has the body `init`."""
    return f"""
import numpy as np

class Model:
    def __init__(self):
{indented(init, 8)}

    def __call__(self, x):
{indented(call, 8)}
"""


MODEL_MISTAKES = [
    _model(
        "b-ignored",
        "Your model predicts W * x, as if b were not there.",
        "What does the line do at x = 0 when b is 2?",
        fails=("line", "operations"),
        call="return self.W * x",
    ),
    _model(
        "b-subtracted",
        "Your model subtracts b instead of adding it.",
        "Write the formula of the line next to your code, and compare sign by sign.",
        fails=("line",),
        call="return self.W * x - self.b",
    ),
    _model(
        "roles-swapped",
        "Your model uses b as the slope and W as the height.",
        "Which of the two is multiplied by x?",
        fails=("line",),
        call="return self.b * x + self.W",
    ),
    _model(
        "b-inside-the-product",
        "Your model computes W * (x + b): b is multiplied as well.",
        "Set x to 0: what should the line give there, whatever W is?",
        fails=("line",),
        call="return self.W * (x + self.b)",
    ),
    _model(
        "starts-swapped",
        "In your new model, W is 0 and b is 5: the two starting values are swapped.",
        "Read the list of attributes in the docstring once more.",
        fails=("start",),
        call="return self.W * x + self.b",
        init="self.W, self.b = tf.Variable(0.0), tf.Variable(5.0)",
    ),
    _model(
        "starts-at-the-truth",
        "Your model starts at W = 3 and b = 2, where the training should end.",
        "Where does the docstring let W and b begin?",
        fails=("start",),
        call="return self.W * x + self.b",
        init="self.W, self.b = tf.Variable(3.0), tf.Variable(2.0)",
    ),
    _model(
        "plain-numbers",
        "Your W and b are plain numbers, which have no `assign`.",
        "Which box, built in the first notebook, holds a number that can change?",
        fails=("start", "line", "own", "operations"),
        costly="Without Variables nothing can be assigned.",
        call="return tf.convert_to_tensor(self.W * x + self.b)",
        init="self.W, self.b = 5.0, 0.0",
    ),
    _model(
        "tensors-for-variables",
        "Your W and b are Tensors: values that can never change.",
        "A parameter must be able to learn. Is a Tensor state?",
        fails=("start", "line", "own"),
        costly="Without Variables nothing can be assigned.",
        call="return self.W * x + self.b",
        init="self.W, self.b = tf.constant(5.0), tf.constant(0.0)",
    ),
    _model(
        "b-is-a-plain-number",
        "Your b is a plain number, which has no `assign`.",
        "Which box, built in the first notebook, holds a number that can change?",
        fails=("start", "line", "own", "operations"),
        costly="Without a Variable b nothing can be assigned to it.",
        call="return self.W * x + self.b",
        init="self.W, self.b = tf.Variable(5.0), 0.0",
    ),
    _model(
        "b-is-a-tensor",
        "Your b is a Tensor: a value that can never change.",
        "A parameter must be able to learn. Is a Tensor state?",
        fails=("start", "line", "own"),
        costly="Without a Variable b nothing can be assigned to it.",
        call="return self.W * x + self.b",
        init="self.W, self.b = tf.Variable(5.0), tf.constant(0.0)",
    ),
    _model(
        "forgets-b",
        "Each call of your model sets b back to 0.",
        "A prediction only looks at the parameters. Should it change them?",
        fails=("own",),
        call="""
        prediction = self.W * x + self.b
        self.b.assign(0.0)
        return prediction
        """,
    ),
    _model(
        "captured-values",
        "Your model remembers the numbers that W and b had when it was made, and "
        "predicts with those.",
        "When should the parameters be read: when the model is made, or when it is called?",
        fails=("line", "operations"),
        call="return tf.convert_to_tensor(self.w * x + self.c)",
        init="""
        self.W, self.b = tf.Variable(5.0), tf.Variable(0.0)
        self.w, self.c = self.W.numpy(), self.b.numpy()
        """,
    ),
    Mistake(
        "loss-model",
        "shared-parameters",
        "All your models share one W and one b, so that changing one model changes every other.",
        "Does a name that is set in the body of a class belong to the class, or to each object?",
        fails=("own",),
        code="""
        class Model:
            W, b = tf.Variable(5.0), tf.Variable(0.0)

            def __call__(self, x):
                return self.W * x + self.b
        """,
    ),
    Mistake(
        "loss-model",
        "shared-W",
        "All your models share one W, so that changing it in one model changes it in every other.",
        "In which method does each new model get its b? Is W made there, too?",
        fails=("own",),
        code="""
        class Model:
            W = tf.Variable(5.0)

            def __init__(self):
                self.b = tf.Variable(0.0)

            def __call__(self, x):
                return self.W * x + self.b
        """,
    ),
    _model(
        "not-trainable",
        "Your Variables are marked as not trainable, so that a tape would leave them alone.",
        "Compare the arguments that you hand to tf.Variable with its defaults.",
        fails=("start",),
        call="return self.W * x + self.b",
        init="self.W, self.b = (tf.Variable(value, trainable=False) for value in (5.0, 0.0))",
    ),
    _model(
        "float64-parameters",
        "Your Variables hold float64 numbers, and float64 does not mix with float32 inputs.",
        "Which dtype does tf.Variable give a plain Python float, and which a NumPy number?",
        fails=("start", "line", "shapes", "own", "operations"),
        costly="Float64 parameters refuse float32 inputs, so no prediction comes out.",
        call="return self.W * x + self.b",
        init="self.W, self.b = tf.Variable(np.float64(5.0)), tf.Variable(np.float64(0.0))",
    ),
    _model(
        "through-numpy",
        "Your model leaves the Tensors, computes with NumPy, and makes a new Tensor of the result.",
        "A trail of operations should lead from the prediction back to W. Where does it end?",
        fails=("operations",),
        call="return tf.constant(self.W.numpy() * np.asarray(x, np.float32) + self.b.numpy())",
    ),
    _model(
        "returns-an-array",
        "Your model returns a NumPy array or number, not a Tensor.",
        "What do you get from `self.W * x + self.b` as it stands?",
        fails=("shapes", "operations"),
        call="return (self.W * x + self.b).numpy()",
    ),
    _model(
        "one-number-for-all",
        "Your model adds the predictions up into one number.",
        "Three inputs should give three predictions: which operation loses the others?",
        fails=("line", "shapes"),
        call="return tf.reduce_sum(self.W * x) + self.b",
    ),
    _model(
        "call-changes-b",
        "Your model keeps its prediction in b, so that every call changes the model.",
        "Is asking a model for a prediction a reason for it to change?",
        fails=("line", "shapes", "own", "operations"),
        costly="The call fails for any x but a single number, and spoils the model for that.",
        call="""
        self.b.assign(self.W * x + self.b)
        return self.b.read_value()
        """,
    ),
    _model(
        "W-starts-at-1",
        "In your new model, W is 1.",
        "Read the list of attributes in the docstring once more.",
        fails=("start",),
        call="return self.W * x + self.b",
        init="self.W, self.b = tf.Variable(1.0), tf.Variable(0.0)",
    ),
    _model(
        "b-starts-at-1",
        "In your new model, b is 1.",
        "Read the list of attributes in the docstring once more.",
        fails=("start",),
        call="return self.W * x + self.b",
        init="self.W, self.b = tf.Variable(5.0), tf.Variable(1.0)",
    ),
    _model(
        "vectors-of-one-number",
        "Your W and b are vectors that hold one number each, not scalars.",
        "What is the shape of tf.Variable([5.0]), and what is that of tf.Variable(5.0)?",
        fails=("start", "line", "shapes", "own"),
        costly="A single number cannot be assigned to a vector.",
        call="return self.W * x + self.b",
        init="self.W, self.b = tf.Variable([5.0]), tf.Variable([0.0])",
    ),
    _model(
        "relu",
        "Your model turns negative predictions into 0.",
        "What is 2 x - 1 at x = -3? Does a line stop at 0?",
        fails=("line",),
        call="return tf.maximum(self.W * x + self.b, 0.0)",
    ),
    _model(
        "remembers-predictions",
        "Your model remembers its prediction for an x and repeats it, though W and b have changed.",
        "What should happen to a prediction when somebody assigns to W?",
        fails=("line",),
        call="""
        if x is not self.last:
            self.last, self.prediction = x, self.W * x + self.b
        return self.prediction
        """,
        init="self.W, self.b, self.last = tf.Variable(5.0), tf.Variable(0.0), None",
    ),
    _model(
        "numbers-remembered",
        "Your model remembers its prediction for a plain number and repeats it, though W and b "
        "have changed.",
        "What should happen to the prediction for 3.0 when somebody assigns to W?",
        fails=("own",),
        remembers=True,
        call="""
        if not isinstance(x, float):
            return self.W * x + self.b
        return self.known.setdefault(x, self.W * x + self.b)
        """,
        init="self.W, self.b, self.known = tf.Variable(5.0), tf.Variable(0.0), {}",
    ),
    _model(
        "refuses-variables",
        "Your model refuses an x that is a Variable.",
        "Which kinds of x does the docstring list?",
        fails=("shapes", "own"),
        call="""
        if not isinstance(x, (float, np.ndarray, tf.Tensor)):
            raise TypeError(f"not a number, an array or a Tensor: {x}")
        return self.W * x + self.b
        """,
    ),
    _model(
        "numpy-of-x",
        "Your model calls x.numpy(), which only Tensors and Variables have.",
        "What does `*` need to know about x? Try it without the conversion.",
        fails=("shapes", "own"),
        call="return self.W * x.numpy() + self.b",
    ),
    _model(
        "array-for-an-array",
        "The prediction for an array is an array in your model, not a Tensor.",
        "What should your function return, whatever it was given?",
        fails=("shapes",),
        call="""
        if isinstance(x, np.ndarray):
            return self.W.numpy() * x + self.b.numpy()
        return self.W * x + self.b
        """,
    ),
    _model(
        "array-through-numpy",
        "For an array your model computes with NumPy: no trail leads back to W.",
        "What do you get from `self.W * x + self.b` for an array, as it stands?",
        fails=("shapes",),
        call="""
        if isinstance(x, np.ndarray):
            return tf.constant(self.W.numpy() * x + self.b.numpy())
        return self.W * x + self.b
        """,
    ),
    _model(
        "cut-off",
        "Your model cuts off large predictions.",
        "Does a line end somewhere?",
        fails=("line",),
        call="return tf.minimum(self.W * x + self.b, 1000.0)",
    ),
    _model(
        "float-for-a-float",
        "The prediction for one number is a float in your model, not a Tensor.",
        "What does the docstring say that Model()(3.0) is?",
        fails=("shapes",),
        call="""
        prediction = self.W * x + self.b
        return float(prediction) if isinstance(x, float) else prediction
        """,
    ),
    _model(
        "flattens",
        "Your predictions for a matrix of inputs come in one long row.",
        "Which shape should the predictions for inputs of shape (2, 3) have?",
        fails=("shapes",),
        call="""
        predictions = self.W * x + self.b
        return tf.reshape(predictions, [-1]) if len(predictions.shape) > 1 else predictions
        """,
    ),
    _model(
        "writes-over-x",
        "Your model writes its predictions over the array of inputs that it was given.",
        "What does `out=`, or `x[...] =`, do to an array that belongs to somebody else?",
        fails=("own",),
        call="""
        prediction = self.W * x + self.b
        if isinstance(x, np.ndarray):
            x[...] = prediction.numpy()
        return prediction
        """,
    ),
    _model(
        "flattens-x",
        "Your model flattens the array that it is given, and leaves it flat.",
        "Whose array is it, and which shape does it have after the call?",
        fails=("own",),
        call="""
        shape = np.shape(x)
        if isinstance(x, np.ndarray):
            x.shape = -1
        return tf.reshape(self.W * x + self.b, shape)
        """,
    ),
    _model(
        "array-of-one-number",
        "For an array of shape () your prediction has the shape (1,).",
        "How many axes does np.array(3.0) have?",
        fails=("shapes",),
        call="""
        if isinstance(x, np.ndarray):
            x = np.atleast_1d(x)
        return self.W * x + self.b
        """,
    ),
    _model(
        "b-as-a-float",
        "Your model takes b out of its Variable as a plain number: no trail leads back to it.",
        "Which of the two parameters could still be trained?",
        fails=("operations",),
        call="return self.W * x + float(self.b)",
    ),
    _model(
        "b-behind-a-stop",
        "Your b stands behind tf.stop_gradient: no way leads back to it.",
        "What will notebook 3 find when it walks back from the prediction?",
        fails=("operations",),
        call="return self.W * x + tf.stop_gradient(self.b)",
    ),
    _model(
        "new-variables-in-each-call",
        "Each call of your model replaces its Variables by new ones.",
        "Whoever holds `model.W` wants to move it. Is it still the model's after a call?",
        fails=("own",),
        call="""
        self.W, self.b = tf.Variable(self.W), tf.Variable(self.b)
        return self.W * x + self.b
        """,
    ),
    _model(
        "divides-by-W",
        "Your model divides by W, which is not possible where W is 0.",
        "What is the line when its slope is 0?",
        fails=("line",),
        call="return self.W * (x + self.b / self.W)",
    ),
]

# ---------------------------------------------------------------------------- loss-mse


@written("loss-mse")
def _mse(body: str, check: bool = True) -> str:
    """A mean_squared_error with this body, after the check of the shapes unless not `check`."""
    head = "import numpy as np\n\ndef mean_squared_error(predicted, desired):"
    refuse = """
if predicted.shape != desired.shape:
    raise ValueError(f"different shapes: {predicted.shape} and {desired.shape}")
"""
    return defined(head, refuse if check else "", body)


MSE_MISTAKES = [
    _mse(
        "sum-for-mean",
        "Your loss adds the squared errors up and does not take their mean.",
        "What happens to your loss when every example is listed twice?",
        fails=("mean",),
        body="return tf.reduce_sum(tf.square(predicted - desired))",
    ),
    _mse(
        "divides-by-one-less-but-never-by-0",
        "Your loss divides by n - 1 instead of n.",
        "By what do you divide to get the mean of two numbers?",
        fails=("mean",),
        body="""
        n = int(np.prod(predicted.shape))
        return tf.reduce_sum(tf.square(predicted - desired)) / max(n - 1, 1)
        """,
    ),
    _mse(
        "mean-over-the-first-axis",
        "You take the mean over the first axis only: a table gives a loss for each column.",
        "How many numbers should the loss of a table be?",
        fails=("shapes", "tensor"),
        body="""
        axis = 0 if len(predicted.shape) else None
        return tf.reduce_mean(tf.square(predicted - desired), axis=axis)
        """,
    ),
    _mse(
        "compares-lengths",
        "You compare only the lengths of the first axes: (3, 1) and (3,) pass for the same shape.",
        "How many entries does a shape have?",
        fails=("refuses",),
        check=False,
        body="""
        if tuple(predicted.shape)[:1] != tuple(desired.shape)[:1]:
            raise ValueError("different lengths")
        return tf.reduce_mean(tf.square(predicted - desired))
        """,
    ),
    _mse(
        "absolute",
        "Your loss is the mean of the absolute errors: nothing is squared.",
        "By how much should the loss grow when an error doubles?",
        fails=("mean",),
        body="return tf.reduce_mean(tf.abs(predicted - desired))",
    ),
    _mse(
        "root",
        "Your loss is the square root of the mean squared error.",
        "Two errors of 3 give a mean squared error of 9. What do you get?",
        fails=("mean",),
        body="return tf.sqrt(tf.reduce_mean(tf.square(predicted - desired)))",
    ),
    _mse(
        "half",
        "Your loss is half of the mean squared error (as in books that want a prettier "
        "derivative).",
        "Compute the example of the docstring by hand and compare.",
        fails=("mean",),
        body="return tf.reduce_mean(tf.square(predicted - desired)) / 2.0",
    ),
    _mse(
        "square-of-mean",
        "Your loss takes the mean of the errors first and squares it, so that errors cancel.",
        "What is your loss for one error of +1 and one of -1?",
        fails=("mean",),
        body="return tf.square(tf.reduce_mean(predicted - desired))",
    ),
    _mse(
        "not-squared",
        "Your loss is the mean of the errors as they are, so that errors of opposite sign cancel.",
        "Can a loss be below 0? Find a case where yours is.",
        fails=("mean",),
        body="return tf.reduce_mean(predicted - desired)",
    ),
    _mse(
        "difference-of-squares",
        "Your loss squares the predictions and the desired outputs, and then subtracts.",
        "Is (p - d) squared the same as p squared minus d squared?",
        fails=("mean",),
        body="return tf.reduce_mean(tf.square(predicted) - tf.square(desired))",
    ),
    _mse(
        "divides-by-one-less",
        "Your loss divides by n - 1 instead of n.",
        "Try a single example: by what do you divide?",
        fails=("mean", "shapes"),
        body="""
        count = int(np.prod(predicted.shape))
        scale = 1.0 / (count - 1) if count > 1 else float("nan")
        return tf.reduce_sum(tf.square(predicted - desired)) * scale
        """,
    ),
    _mse(
        "divides-by-length",
        "Your loss divides by len(...), which is the length of the first axis only.",
        "How many errors are in an array of shape (2, 3), and what is its len?",
        fails=("shapes",),
        body="""
        count = len(predicted.numpy()) if hasattr(predicted, "numpy") and predicted.shape else 1
        count = len(predicted) if isinstance(predicted, np.ndarray) else count
        return tf.reduce_sum(tf.square(predicted - desired)) / float(count)
        """,
    ),
    _mse(
        "divides-by-a-constant",
        "Your loss always divides by 1000, however many examples there are.",
        "Does the function know that there are 1000 examples, or do you?",
        fails=("mean",),
        body="return tf.reduce_sum(tf.square(predicted - desired)) / 1000.0",
    ),
    _mse(
        "mean-over-one-axis",
        "Your loss takes the mean over the first axis only, and the others are left.",
        "What does `axis` mean for tf.reduce_mean, and what happens without it?",
        fails=("shapes", "tensor"),
        body="return tf.reduce_mean(tf.square(predicted - desired), axis=0)",
    ),
    _mse(
        "keeps-the-axes",
        "Your loss keeps an axis of length 1 for every axis of the arguments.",
        "What shape should a single number have?",
        fails=("shapes", "tensor"),
        body="return tf.reduce_mean(tf.square(predicted - desired), keepdims=True)",
    ),
    _mse(
        "broadcasts",
        "Your loss accepts shapes that differ, and then broadcasts them.",
        "Look at the bug on purpose again: how can your function notice it before it subtracts?",
        fails=("refuses",),
        body="return tf.reduce_mean(tf.square(predicted - desired))",
        check=False,
    ),
    _mse(
        "asserts",
        "Your loss refuses different shapes with another kind of error than a ValueError.",
        "An assert is for what cannot happen. Which error speaks of a bad argument?",
        fails=("refuses",),
        body="""
        assert predicted.shape == desired.shape
        return tf.reduce_mean(tf.square(predicted - desired))
        """,
        check=False,
    ),
    _mse(
        "compares-sizes",
        "Your loss compares how many numbers there are, not the shapes.",
        "How many numbers has a shape of (3, 1), and how many (3,)?",
        fails=("refuses",),
        body="""
        if np.prod(predicted.shape) != np.prod(desired.shape):
            raise ValueError("different sizes")
        return tf.reduce_mean(tf.square(predicted - desired))
        """,
        check=False,
    ),
    _mse(
        "flattens",
        "Your loss flattens both arguments, and so accepts shapes that differ.",
        "Does a column of predictions mean the same as a row of them? Let the caller decide.",
        fails=("refuses",),
        body="""
        errors = tf.reshape(predicted, [-1]) - tf.reshape(desired, [-1])
        if np.prod(predicted.shape) != np.prod(desired.shape):
            raise ValueError("different sizes")
        return tf.reduce_mean(tf.square(errors))
        """,
        check=False,
    ),
    _mse(
        "numpy-number",
        "Your loss is computed by NumPy and is a NumPy number, not a Tensor.",
        "Which operation of tf takes a mean?",
        fails=("tensor",),
        body="return np.mean(np.square(np.asarray(predicted) - np.asarray(desired)))",
    ),
    _mse(
        "python-float",
        "Your loss is a Python float, not a Tensor.",
        "Notebook 3 follows the loss back to the parameters. Can it follow a float?",
        fails=("tensor",),
        body="return float(tf.reduce_mean(tf.square(predicted - desired)))",
    ),
    _mse(
        "through-numpy",
        "Your loss comes from NumPy and is put into a new Tensor: the trail of "
        "operations ends there.",
        "Notebook 3 follows tf operations back to the parameters. Which of yours are tf's?",
        fails=("tensor",),
        body="return tf.constant(np.mean(np.square(np.asarray(predicted) - np.asarray(desired))))",
    ),
    _mse(
        "always-float32",
        "Your loss turns every number into float32, even those that came as float64.",
        "Does anything in the task ask for another dtype than that of the arguments?",
        fails=("tensor",),
        body="return tf.cast(tf.reduce_mean(tf.square(predicted - desired)), tf.float32)",
    ),
    _mse(
        "subtracts-in-place",
        "Your loss writes the errors over the predictions that it was given.",
        "What does `-=` do to a NumPy array that belongs to somebody else?",
        fails=("arguments",),
        body="""
        predicted -= desired
        return tf.reduce_mean(tf.square(predicted))
        """,
    ),
    _mse(
        "checks-tensors-only",
        "Your loss compares the shapes of Tensors, but those of arrays and Variables may differ.",
        "What has a shape, apart from a Tensor?",
        fails=("refuses",),
        body="""
        if isinstance(predicted, tf.Tensor) and predicted.shape != desired.shape:
            raise ValueError(f"different shapes: {predicted.shape} and {desired.shape}")
        return tf.reduce_mean(tf.square(predicted - desired))
        """,
        check=False,
    ),
    _mse(
        "compares-equals",
        "Your loss compares the shapes only if both arguments are of one kind.",
        "What if one argument is a Tensor, and the other an array?",
        fails=("arguments",),
        check=False,
        body="""
        if type(predicted) is type(desired) and predicted.shape != desired.shape:
            raise ValueError("different shapes")
        return tf.reduce_mean(tf.square(predicted - desired))
        """,
    ),
    _mse(
        "cut-off",
        "Your loss cuts off large errors.",
        "By how much should the loss grow when a large error doubles?",
        fails=("mean",),
        body="return tf.reduce_mean(tf.minimum(tf.square(predicted - desired), 10000.0))",
    ),
    _mse(
        "float32-for-scalars",
        "Your loss of two float64 numbers is a float32.",
        "Does anything in the task ask for another dtype than that of the arguments?",
        fails=("tensor",),
        body="""
        loss = tf.reduce_mean(tf.square(predicted - desired))
        return loss if predicted.shape else tf.cast(loss, tf.float32)
        """,
    ),
    _mse(
        "compares-ranks",
        "Your loss compares how many axes there are, not how long they are.",
        "What does broadcasting do with shapes of (1, 3) and (2, 3)?",
        fails=("refuses",),
        body="""
        if len(predicted.shape) != len(desired.shape):
            raise ValueError("different shapes")
        return tf.reduce_mean(tf.square(predicted - desired))
        """,
        check=False,
    ),
    _mse(
        "refuses-with-a-type-error",
        "Your loss raises a TypeError for shapes that differ.",
        "Which kind of error does the docstring name?",
        fails=("refuses",),
        body="""
        if np.shape(predicted) != np.shape(desired):
            raise TypeError("different shapes")
        return tf.reduce_mean(tf.square(tf.subtract(predicted, desired)))
        """,
        check=False,
    ),
    _mse(
        "lets-scalars-through",
        "Your loss accepts one number beside many.",
        "Are the shapes () and (2,) the same?",
        fails=("refuses",),
        body="""
        if predicted.shape and desired.shape and predicted.shape != desired.shape:
            raise ValueError("different shapes")
        return tf.reduce_mean(tf.square(predicted - desired))
        """,
        check=False,
    ),
    _mse(
        "returns-the-error",
        "Your loss returns a ValueError and does not raise it.",
        "Which statement of Python stops a function with an error?",
        fails=("refuses",),
        body="""
        if predicted.shape != desired.shape:
            return ValueError("different shapes")
        return tf.reduce_mean(tf.square(predicted - desired))
        """,
        check=False,
    ),
    _mse(
        "numpy-of-arguments",
        "Your loss calls numpy() on its arguments, which an array does not have.",
        "Which kinds of arguments does the docstring list?",
        fails=("tensor", "refuses", "arguments"),
        costly="Two slips at once: no operations of tf, and no arrays.",
        body="""
        errors = predicted.numpy() - desired.numpy()
        return tf.reduce_mean(tf.square(tf.constant(errors)))
        """,
    ),
    _mse(
        "refuses-mixed-kinds",
        "Your loss refuses two arguments of different kinds, such as a Tensor and an array.",
        "Their shapes are the same. Is there anything else that they must agree on?",
        fails=("arguments",),
        body="""
        if type(predicted) is not type(desired):
            raise TypeError("arguments of two kinds")
        return tf.reduce_mean(tf.square(predicted - desired))
        """,
    ),
    _mse(
        "array-for-arrays",
        "Your loss of two arrays is a NumPy number, not a Tensor.",
        "What should your function return, whatever it was given?",
        fails=("arguments",),
        body="""
        if isinstance(predicted, np.ndarray):
            return np.mean((predicted - desired) ** 2)
        return tf.reduce_mean(tf.square(predicted - desired))
        """,
    ),
    _mse(
        "assigns-to-a-variable",
        "Your loss subtracts the desired outputs from the Variable itself.",
        "What is in the Variable after your loss has been computed?",
        fails=("arguments",),
        body="""
        if isinstance(predicted, tf.Variable):
            predicted.assign_sub(desired)
            return tf.reduce_mean(tf.square(predicted))
        return tf.reduce_mean(tf.square(predicted - desired))
        """,
    ),
    _mse(
        "variables-become-constants",
        "Your loss copies the numbers of a Variable into a new Tensor: nothing leads "
        "back to the Variable.",
        "Which tf operation takes a Variable to its Tensor? Do you have to call one yourself?",
        fails=("arguments",),
        body="""
        if isinstance(predicted, tf.Variable):
            predicted = tf.constant(predicted.numpy())
        return tf.reduce_mean(tf.square(predicted - desired))
        """,
    ),
    _mse(
        "mean-over-the-last-axis",
        "Your loss takes the mean over the last axis only, and the others are left.",
        "What does `axis` mean for tf.reduce_mean, and what happens without it?",
        fails=("shapes", "tensor"),
        body="""
        squares = tf.square(predicted - desired)
        return tf.reduce_mean(squares, axis=-1) if len(squares.shape) else squares
        """,
    ),
    _mse(
        "stops-the-gradient",
        "The predictions stand behind tf.stop_gradient: no way leads back from your loss to them.",
        "What will notebook 3 find when it walks back from the loss?",
        fails=("tensor",),
        body="return tf.reduce_mean(tf.square(tf.stop_gradient(predicted) - desired))",
    ),
    _mse(
        "float16-becomes-float32",
        "The loss of float16 numbers is float32 in your function.",
        "Which dtype does the docstring give the loss?",
        fails=("tensor",),
        body="""
        errors = predicted - desired
        if errors.dtype == tf.float16:
            errors = tf.cast(errors, tf.float32)
        return tf.reduce_mean(tf.square(errors))
        """,
    ),
    _mse(
        "turned-shapes-pass",
        "Your loss accepts shapes with the same lengths in another order: (1, 3) and (3, 1).",
        "What shape does the difference of a row and a column have?",
        fails=("refuses",),
        check=False,
        body="""
        if sorted(predicted.shape) != sorted(desired.shape):
            raise ValueError("different shapes")
        return tf.reduce_mean(tf.square(predicted - desired))
        """,
    ),
    _mse(
        "first-elements-only",
        "Your loss looks at the first 100 elements only.",
        "Over which elements is the mean?",
        fails=("shapes",),
        body="""
        if len(predicted.shape) == 1 and predicted.shape[0] > 100:
            predicted, desired = predicted[:100], desired[:100]
        return tf.reduce_mean(tf.square(predicted - desired))
        """,
    ),
]

# ---------------------------------------------------------------------------- loss-data


@written("loss-data")
def _data(body: str) -> str:
    """A make_data with this body, which sets `inputs` and `outputs`."""
    head = """
import numpy as np

def make_data(true_w, true_b, n, noise, seed):
    generator = np.random.default_rng(seed)"""
    return defined(
        head, body, "return tf.constant(inputs, tf.float32), tf.constant(outputs, tf.float32)"
    )


DATA_MISTAKES = [
    _data(
        "noise-on-the-inputs",
        "Your noise is added to the inputs before they are multiplied by true_w.",
        "With true_w = 3 and noise = 1, how far do your outputs stray from the line?",
        fails=("noise",),
        body="""
        inputs = generator.standard_normal(n)
        outputs = true_w * (inputs + noise * generator.standard_normal(n)) + true_b
        """,
    ),
    _data(
        "noise-as-variance",
        "Your noise has the variance `noise`, not the standard deviation `noise`.",
        "Which of the two has the same unit as the outputs?",
        fails=("noise",),
        body="""
        inputs = generator.standard_normal(n)
        outputs = true_w * inputs + true_b + np.sqrt(noise) * generator.standard_normal(n)
        """,
    ),
    _data(
        "noise-squared",
        "Your noise is `noise` squared times a normal number: it is scaled twice.",
        "How many times should `noise` appear in the formula?",
        fails=("noise",),
        body="""
        inputs = generator.standard_normal(n)
        outputs = true_w * inputs + true_b + noise * generator.normal(0.0, noise, n)
        """,
    ),
    _data(
        "noise-fixed",
        "Your noise always has the standard deviation 1, whatever `noise` says.",
        "What should the outputs look like with noise = 0.0?",
        fails=("line", "noise"),
        body="""
        inputs = generator.standard_normal(n)
        outputs = true_w * inputs + true_b + generator.standard_normal(n)
        """,
    ),
    _data(
        "noise-missing",
        "Your outputs lie exactly on the line: there is no noise.",
        "Which argument do you not use?",
        fails=("noise", "seed"),
        body="""
        inputs = generator.standard_normal(n)
        outputs = true_w * inputs + true_b
        """,
    ),
    _data(
        "one-seed-for-both",
        "Two generators with one seed give your inputs and your noise: they are the same numbers.",
        "Look at the bug on purpose again. How many generators do you need?",
        fails=("noise",),
        body="""
        inputs = np.random.default_rng(seed).standard_normal(n)
        outputs = true_w * inputs + true_b + noise * np.random.default_rng(seed).standard_normal(n)
        """,
    ),
    _data(
        "inputs-made-to-fit",
        "You shift your inputs so that their mean is exactly 0.",
        "Is the mean of three random numbers ever exactly 0?",
        fails=("inputs",),
        body="""
        generator = np.random.default_rng(seed)
        inputs = generator.standard_normal(n)
        inputs = inputs - inputs.mean()
        outputs = true_w * inputs + true_b + noise * generator.standard_normal(n)
        """,
    ),
    _data(
        "noise-is-the-inputs-backwards",
        "Your noise is made of the inputs: the same numbers in another order.",
        "How many random numbers do n examples need?",
        fails=("noise",),
        body="""
        inputs = np.random.default_rng(seed).standard_normal(n)
        outputs = true_w * inputs + true_b + noise * inputs[::-1]
        """,
    ),
    _data(
        "one-noise-for-all",
        "You draw one noise number and add it to every output.",
        "How many errors does a series of n measurements have?",
        fails=("noise",),
        body="""
        inputs = generator.standard_normal(n)
        outputs = true_w * inputs + true_b + noise * generator.standard_normal()
        """,
    ),
    _data(
        "noise-uniform",
        "Your noise is uniform between -noise and noise, not normal.",
        "Which method of the generator draws from the bell curve?",
        fails=("noise",),
        body="""
        inputs = generator.standard_normal(n)
        outputs = true_w * inputs + true_b + generator.uniform(-noise, noise, n)
        """,
    ),
    _data(
        "noise-positive",
        "Your noise only ever pushes outputs up.",
        "What is the mean of your noise?",
        fails=("noise",),
        body="""
        inputs = generator.standard_normal(n)
        outputs = true_w * inputs + true_b + np.abs(noise * generator.standard_normal(n))
        """,
    ),
    _data(
        "noise-times-outputs",
        "Your noise is multiplied by the outputs: where the line is near 0 there is hardly any.",
        "Is the noise of a measurement added, or does it scale?",
        fails=("noise",),
        body="""
        inputs = generator.standard_normal(n)
        outputs = (true_w * inputs + true_b) * (1.0 + noise * generator.standard_normal(n))
        """,
    ),
    _data(
        "roles-swapped",
        "Your outputs are true_b * inputs + true_w: slope and height are swapped.",
        "Which of the two is multiplied by the inputs?",
        fails=("line",),
        body="""
        inputs = generator.standard_normal(n)
        outputs = true_b * inputs + true_w + noise * generator.standard_normal(n)
        """,
    ),
    _data(
        "the-line-of-the-notebook",
        "Your data are about the line 3 x + 2, whatever the arguments say.",
        "Which two arguments say where the true line is?",
        fails=("line", "noise"),
        body="""
        inputs = generator.standard_normal(n)
        outputs = 3.0 * inputs + 2.0 + noise * generator.standard_normal(n)
        """,
    ),
    _data(
        "outputs-first",
        "You return the outputs first and the inputs second.",
        "Compare the order of your return with the docstring's.",
        fails=("line", "inputs", "noise"),
        costly="Every part takes the two by their place, and gets the wrong one.",
        body="""
        outputs = generator.standard_normal(n)
        inputs = true_w * outputs + true_b + noise * generator.standard_normal(n)
        """,
    ),
    _data(
        "inputs-uniform",
        "Your inputs are uniform between 0 and 1, not normal.",
        "What mean and which standard deviation should the inputs have?",
        fails=("inputs",),
        body="""
        inputs = generator.random(n)
        outputs = true_w * inputs + true_b + noise * generator.standard_normal(n)
        """,
    ),
    _data(
        "inputs-evenly-spaced",
        "Your inputs are evenly spaced, not random.",
        "Do your inputs change with the seed?",
        fails=("inputs", "seed"),
        body="""
        inputs = np.linspace(-2.0, 2.0, n)
        outputs = true_w * inputs + true_b + noise * generator.standard_normal(n)
        """,
    ),
    _data(
        "inputs-scaled-by-noise",
        "Your inputs are scaled by `noise` as well: without noise they are all 0.",
        "What should `noise` have to do with the inputs?",
        fails=("inputs",),
        body="""
        inputs = generator.normal(0.0, noise, n)
        outputs = true_w * inputs + true_b + generator.normal(0.0, noise, n)
        """,
    ),
    _data(
        "unseeded",
        "Your numbers do not depend on the seed: every call gives others.",
        "What turns a seed into a row of numbers, and where do you hand it over?",
        fails=("seed",),
        body="""
        generator = np.random.default_rng()
        inputs = generator.standard_normal(n)
        outputs = true_w * inputs + true_b + noise * generator.standard_normal(n)
        """,
    ),
    _data(
        "noise-unseeded",
        "Your inputs follow the seed, but your noise is new in every call.",
        "How many of your random numbers come from the generator that was given the seed?",
        fails=("seed",),
        body="""
        inputs = generator.standard_normal(n)
        outputs = true_w * inputs + true_b + noise * np.random.default_rng().standard_normal(n)
        """,
    ),
    _data(
        "seed-fixed",
        "Your data are the same whatever the seed is.",
        "Which seed does your generator get?",
        fails=("seed",),
        body="""
        generator = np.random.default_rng(0)
        inputs = generator.standard_normal(n)
        outputs = true_w * inputs + true_b + noise * generator.standard_normal(n)
        """,
    ),
    _data(
        "global-generator",
        "You seed NumPy's global generator, which all other code draws from too.",
        "What would happen to somebody who drew numbers before and after calling you?",
        fails=("own generator",),
        body="""
        np.random.seed(seed)
        inputs = np.random.normal(size=n)
        outputs = true_w * inputs + true_b + noise * np.random.normal(size=n)
        """,
    ),
    _data(
        "global-generator-put-back",
        "You use NumPy's global generator, and restore it when you are done.",
        "Which function makes a generator that is yours alone?",
        fails=("own generator",),
        body="""
        before = np.random.get_state()
        np.random.seed(seed)
        inputs = np.random.normal(size=n)
        outputs = true_w * inputs + true_b + noise * np.random.normal(size=n)
        np.random.set_state(before)
        """,
    ),
    _data(
        "columns",
        "Your Tensors have the shape [n, 1], not [n].",
        "What did a column do to the loss in section 2?",
        fails=("shapes",),
        body="""
        inputs = generator.standard_normal((n, 1))
        outputs = true_w * inputs + true_b + noise * generator.standard_normal((n, 1))
        """,
    ),
    _data(
        "always-5000",
        "You always make 5000 examples, whatever `n` says.",
        "Which argument do you not use?",
        fails=("shapes",),
        body="""
        inputs = generator.standard_normal(5000)
        outputs = true_w * inputs + true_b + noise * generator.standard_normal(5000)
        """,
    ),
    Mistake(
        "loss-data",
        "float64-tensors",
        "Your Tensors are float64, because NumPy's random numbers are.",
        "Which argument of tf.constant decides the dtype?",
        fails=("shapes",),
        code="""
        import numpy as np

        def make_data(true_w, true_b, n, noise, seed):
            generator = np.random.default_rng(seed)
            inputs = generator.standard_normal(n)
            outputs = true_w * inputs + true_b + noise * generator.standard_normal(n)
            return tf.constant(inputs), tf.constant(outputs)
        """,
    ),
    Mistake(
        "loss-data",
        "arrays",
        "You return NumPy arrays, not Tensors.",
        "What turns an array into a Tensor?",
        fails=("shapes",),
        code="""
        import numpy as np

        def make_data(true_w, true_b, n, noise, seed):
            generator = np.random.default_rng(seed)
            inputs = generator.standard_normal(n)
            outputs = true_w * inputs + true_b + noise * generator.standard_normal(n)
            return inputs.astype(np.float32), outputs.astype(np.float32)
        """,
    ),
    _data(
        "inputs-about-1",
        "Your inputs have the mean 1, not 0.",
        "What does the first argument of `generator.normal` say?",
        fails=("inputs",),
        body="""
        inputs = generator.normal(1.0, size=n)
        outputs = true_w * inputs + true_b + noise * generator.standard_normal(n)
        """,
    ),
    _data(
        "inputs-wide",
        "Your inputs have the standard deviation 2, not 1.",
        "What does the second argument of `generator.normal` say?",
        fails=("inputs",),
        body="""
        inputs = generator.normal(0.0, 2.0, n)
        outputs = true_w * inputs + true_b + noise * generator.standard_normal(n)
        """,
    ),
    _data(
        "inputs-uniform-about-0",
        "Your inputs have the right mean and spread, but they are uniform, not normal.",
        "How often is a normal number further than two standard deviations from its mean?",
        fails=("inputs",),
        body="""
        inputs = np.sqrt(3.0) * generator.uniform(-1.0, 1.0, n)
        outputs = true_w * inputs + true_b + noise * generator.standard_normal(n)
        """,
    ),
    _data(
        "noise-about-noise",
        "The mean of your noise is `noise`, not 0.",
        "What do the first two arguments of `generator.normal` say?",
        fails=("noise",),
        body="""
        inputs = generator.standard_normal(n)
        outputs = true_w * inputs + true_b + generator.normal(noise, noise, n)
        """,
    ),
    _data(
        "noise-uniform-of-that-spread",
        "Your noise has the right mean and spread, but it is uniform, not normal.",
        "Which method of the generator draws from the bell curve?",
        fails=("noise",),
        body="""
        inputs = generator.standard_normal(n)
        outputs = true_w * inputs + true_b
        outputs += np.sqrt(3.0) * noise * generator.uniform(-1.0, 1.0, n)
        """,
    ),
    _data(
        "noise-skewed",
        "Your noise has the right mean and spread, but it is never far below its mean.",
        "Which method of the generator draws from the bell curve?",
        fails=("noise",),
        body="""
        inputs = generator.standard_normal(n)
        outputs = true_w * inputs + true_b
        outputs += noise * (generator.standard_exponential(n) - 1.0)
        """,
    ),
    _data(
        "noise-laplace",
        "Your noise has the right mean and spread, but it strays too often, as Laplace's does.",
        "Which method of the generator draws from the bell curve?",
        fails=("noise",),
        body="""
        inputs = generator.standard_normal(n)
        outputs = true_w * inputs + true_b + noise * generator.laplace(size=n) / np.sqrt(2.0)
        """,
    ),
    _data(
        "noise-times-inputs",
        "Your noise is multiplied by the inputs: near x = 0 there is hardly any.",
        "Does an instrument measure better where x is small?",
        fails=("noise",),
        body="""
        inputs = generator.standard_normal(n)
        outputs = true_w * inputs + true_b + noise * inputs * generator.standard_normal(n)
        """,
    ),
    _data(
        "noise-sorted",
        "Your noise is sorted: it grows from the first output to the last.",
        "What does the noise on one output tell about the noise on the next?",
        fails=("noise",),
        body="""
        inputs = generator.standard_normal(n)
        outputs = true_w * inputs + true_b + noise * np.sort(generator.standard_normal(n))
        """,
    ),
    _data(
        "noise-in-halves",
        "The second half of your outputs has the same noise as the first.",
        "How many errors does a series of n measurements have?",
        fails=("noise",),
        body="""
        inputs = generator.standard_normal(n)
        half = noise * generator.standard_normal(n - n // 2)
        outputs = true_w * inputs + true_b + np.concatenate([half, half])[:n]
        """,
    ),
    _data(
        "noise-of-seed-0",
        "Your noise is the same for every seed: only the inputs follow it.",
        "How many of your random numbers come from the generator that was given the seed?",
        fails=("seed",),
        body="""
        inputs = generator.standard_normal(n)
        errors = np.random.default_rng(1234).standard_normal(n)
        outputs = true_w * inputs + true_b + noise * errors
        """,
    ),
    _data(
        "last-digit-of-the-seed",
        "Your data depend only on the last digit of the seed.",
        "How many different data sets are there for the seeds 0 to 99?",
        fails=("seed",),
        body="""
        generator = np.random.default_rng(seed % 10)
        inputs = generator.standard_normal(n)
        outputs = true_w * inputs + true_b + noise * generator.standard_normal(n)
        """,
    ),
    _data(
        "seed-0-is-none",
        "A seed of 0 counts as no seed at all in your function.",
        "Which numbers are true in an `if`, and which one is not?",
        fails=("seed",),
        body="""
        generator = np.random.default_rng(seed or None)
        inputs = generator.standard_normal(n)
        outputs = true_w * inputs + true_b + noise * generator.standard_normal(n)
        """,
    ),
    _data(
        "inputs-cut-off",
        "Your inputs are never beyond two standard deviations: they are cut off there.",
        "How often is a normal number more than two deviations from its mean?",
        fails=("inputs",),
        body="""
        inputs = np.clip(generator.standard_normal(n), -2.0, 2.0)
        outputs = true_w * inputs + true_b + noise * generator.standard_normal(n)
        """,
    ),
    _data(
        "noise-cut-off",
        "Your noise is never beyond two standard deviations: it is cut off there.",
        "How often is a normal number more than two deviations from its mean?",
        fails=("noise",),
        body="""
        inputs = generator.standard_normal(n)
        errors = np.clip(generator.standard_normal(n), -2.0, 2.0)
        outputs = true_w * inputs + true_b + noise * errors
        """,
    ),
    _data(
        "noise-made-to-fit",
        "You stretch your noise until its standard deviation is exactly `noise`.",
        "Is the standard deviation of three random numbers ever exactly 1?",
        fails=("noise",),
        body="""
        inputs = generator.standard_normal(n)
        errors = generator.standard_normal(n)
        outputs = true_w * inputs + true_b + noise * errors / (errors.std() or 1.0)
        """,
    ),
    _data(
        "inputs-rounded",
        "Your inputs are rounded to whole numbers.",
        "How many different numbers are there among your inputs?",
        fails=("inputs",),
        body="""
        inputs = np.round(generator.standard_normal(n))
        outputs = true_w * inputs + true_b + noise * generator.standard_normal(n)
        """,
    ),
    _data(
        "inputs-rounded-to-hundredths",
        "Your inputs are rounded to two digits.",
        "How many different numbers are there among your inputs?",
        fails=("inputs",),
        body="""
        inputs = np.round(generator.standard_normal(n), 2)
        outputs = true_w * inputs + true_b + noise * generator.standard_normal(n)
        """,
    ),
    _data(
        "inputs-are-whole-numbers",
        "Your inputs are whole numbers, all equally likely.",
        "Which method of the generator draws from the bell curve?",
        fails=("inputs",),
        body="""
        inputs = generator.integers(-3, 4, n)
        outputs = true_w * inputs + true_b + noise * generator.standard_normal(n)
        """,
    ),
    _data(
        "noise-rounded",
        "Your noise is a whole number of times `noise`: it is rounded.",
        "How many different errors are there among your outputs?",
        fails=("noise",),
        body="""
        inputs = generator.standard_normal(n)
        outputs = true_w * inputs + true_b + noise * np.round(generator.standard_normal(n))
        """,
    ),
    _data(
        "noise-in-opposite-halves",
        "The second half of your outputs has the opposite of the first half's noise.",
        "How many errors does a series of n measurements have?",
        fails=("noise",),
        body="""
        inputs = generator.standard_normal(n)
        half = noise * generator.standard_normal(n - n // 2)
        outputs = true_w * inputs + true_b + np.concatenate([half, -half])[:n]
        """,
    ),
    _data(
        "noise-in-pairs",
        "Your outputs share their noise in pairs: each error occurs twice.",
        "How many errors does a series of n measurements have?",
        fails=("noise",),
        body="""
        inputs = generator.standard_normal(n)
        outputs = true_w * inputs + true_b + noise * np.repeat(generator.standard_normal(n), 2)[:n]
        """,
    ),
    _data(
        "noise-on-or-off",
        "Your noise is there or not; how loud it is does not follow from `noise`.",
        "How far should outputs stray with noise = 0.1, and how far with noise = 10.0?",
        fails=("noise",),
        body="""
        inputs = generator.standard_normal(n)
        outputs = true_w * inputs + true_b + bool(noise) * generator.standard_normal(n)
        """,
    ),
    _data(
        "no-noise-is-noise-1",
        "A noise of 0.0 counts as no noise given, and gets 1.0 instead.",
        "Which numbers are true in an `if`, and which one is not?",
        fails=("line",),
        body="""
        inputs = generator.standard_normal(n)
        outputs = true_w * inputs + true_b + (noise or 1.0) * generator.standard_normal(n)
        """,
    ),
    _data(
        "never-quite-silent",
        "Your noise never falls below a certain size: some of it is left even when `noise` is 0.0.",
        "With true_w, true_b and noise all 0.0, which outputs do you get?",
        fails=("line",),
        body="""
        inputs = generator.standard_normal(n)
        outputs = true_w * inputs + true_b + max(noise, 1e-5) * generator.standard_normal(n)
        """,
    ),
    _data(
        "first-output-without-noise",
        "Your first output has no noise.",
        "Where does your noise begin?",
        fails=("seed",),
        body="""
        inputs = generator.standard_normal(n)
        errors = generator.standard_normal(n)
        errors[0] = 0.0
        outputs = true_w * inputs + true_b + noise * errors
        """,
    ),
    _data(
        "first-input-fixed",
        "Your first input is the same for every seed.",
        "Which of your inputs come from the generator?",
        fails=("seed",),
        body="""
        inputs = generator.standard_normal(n)
        inputs[0] = 0.0
        outputs = true_w * inputs + true_b + noise * generator.standard_normal(n)
        """,
    ),
    _data(
        "two-seeds-alike",
        "Every two neighboring seeds give the same data.",
        "How many different data sets are there for the seeds 0 to 9?",
        fails=("seed",),
        body="""
        generator = np.random.default_rng(seed // 2)
        inputs = generator.standard_normal(n)
        outputs = true_w * inputs + true_b + noise * generator.standard_normal(n)
        """,
    ),
    _data(
        "large-seeds-wrap",
        "Seeds that differ by a thousand give the same data.",
        "What do you do to the seed before the generator gets it?",
        fails=("seed",),
        body="""
        generator = np.random.default_rng(seed % 1000)
        inputs = generator.standard_normal(n)
        outputs = true_w * inputs + true_b + noise * generator.standard_normal(n)
        """,
    ),
    _data(
        "computed-in-float16",
        "Your data were float16 on their way: the outputs miss the line without noise.",
        "How many digits does float16 have?",
        fails=("line",),
        body="""
        inputs = generator.standard_normal(n).astype(np.float16)
        noise = noise * generator.standard_normal(n)
        outputs = (true_w * inputs + true_b + noise).astype(np.float16)
        """,
    ),
]

# ---------------------------------------------------------------------------- loss-picture


# In the body x, y and p are the arguments as arrays.
_picture = bodies_of(
    "loss-picture",
    """
import numpy as np

def plot_fit(ax, inputs, outputs, predictions):
    x, y, p = inputs.numpy(), outputs.numpy(), predictions.numpy()""",
)

PICTURE_MISTAKES = [
    _picture(
        "colors-swapped",
        "Your data are red and your predictions are blue.",
        "Which of the two should be blue?",
        fails=("predictions", "data"),
        body="""
        ax.scatter(x, y, color="red")
        ax.scatter(x, p, color="blue")
        ax.set(xlabel="input", ylabel="output")
        """,
    ),
    _picture(
        "all-blue",
        "Your predictions have the same color as your data.",
        "How does your reader tell data from predictions?",
        fails=("predictions", "data"),
        body="""
        ax.scatter(x, y, color="blue")
        ax.scatter(x, p, color="blue")
        ax.set(xlabel="input", ylabel="output")
        """,
    ),
    _picture(
        "nothing-in-red",
        "Your picture shows no predictions in red: they are missing, or they have another color.",
        "Which argument should be seen in red?",
        fails=("predictions",),
        body="""
        ax.scatter(x, y, color="blue")
        ax.scatter(x, p, color="green")
        ax.set(xlabel="input", ylabel="output")
        """,
    ),
    _picture(
        "axes-swapped",
        "You draw the inputs upwards and the outputs to the right.",
        "Which of its first two arguments does scatter draw to the right?",
        fails=("predictions", "data"),
        body="""
        ax.scatter(y, x, color="blue")
        ax.scatter(p, x, color="red")
        ax.set(xlabel="input", ylabel="output")
        """,
    ),
    _picture(
        "predictions-over-outputs",
        "Your predictions stand above the outputs, not above the inputs.",
        "A prediction belongs to an input. How far to the right is it?",
        fails=("predictions",),
        body="""
        ax.scatter(x, y, color="blue")
        ax.scatter(y, p, color="red")
        ax.set(xlabel="input", ylabel="output")
        """,
    ),
    _picture(
        "over-the-index",
        "You draw outputs and predictions over their number in the list: the inputs are not used.",
        "What does plot draw to the right when it gets one array only?",
        fails=("predictions", "data"),
        body="""
        ax.plot(y, "bo")
        ax.plot(p, "ro")
        ax.set(xlabel="input", ylabel="output")
        """,
    ),
    _picture(
        "sorted-apart",
        "You sort inputs and predictions separately, so that they no longer belong together.",
        "After sorting, whose prediction is the first one?",
        fails=("predictions",),
        body="""
        ax.scatter(x, y, color="blue")
        ax.plot(np.sort(x), np.sort(p), color="red")
        ax.set(xlabel="input", ylabel="output")
        """,
    ),
    _picture(
        "ends-only",
        "Your line of predictions has a point at its two ends only.",
        "Is every prediction a point of your red line?",
        fails=("predictions",),
        body="""
        ends = [x.argmin(), x.argmax()]
        ax.scatter(x, y, color="blue")
        ax.plot(x[ends], p[ends], color="red")
        ax.set(xlabel="input", ylabel="output")
        """,
    ),
    _picture(
        "errors-for-predictions",
        "You draw the errors in red, not the predictions.",
        "At which height does the line of the model run?",
        fails=("predictions",),
        body="""
        ax.scatter(x, y, color="blue")
        ax.scatter(x, p - y, color="red")
        ax.set(xlabel="input", ylabel="output")
        """,
    ),
    _picture(
        "first-examples-only",
        "You draw the first few examples and leave the others out.",
        "How many dots should there be?",
        fails=("predictions", "data"),
        body="""
        ax.scatter(x[:3], y[:3], color="blue")
        ax.scatter(x[:3], p[:3], color="red")
        ax.set(xlabel="input", ylabel="output")
        """,
    ),
    _picture(
        "current-axes",
        "You draw with plt, on the current axes, and not on the axes that you were given.",
        "Which argument says where to draw, and what have you done with it?",
        fails=("labels", "given axes"),
        costly="Nothing is on the axes that were given.",
        body="""
        import matplotlib.pyplot as plt
        plt.scatter(x, y, color="blue")
        plt.scatter(x, p, color="red")
        plt.xlabel("input")
        plt.ylabel("output")
        """,
    ),
    _picture(
        "a-figure-of-its-own",
        "You make a figure and axes of your own, and leave those that you were given empty.",
        "Which argument says where to draw, and what have you done with it?",
        fails=("labels", "given axes"),
        costly="Nothing is on the axes that were given.",
        body="""
        import matplotlib.pyplot as plt
        figure, own = plt.subplots()
        own.scatter(x, y, color="blue")
        own.scatter(x, p, color="red")
        own.set(xlabel="input", ylabel="output")
        """,
    ),
    _picture(
        "dots-on-the-current-axes",
        "You draw the dots with plt, on the current axes, and not on the axes that you were given.",
        "Which argument says where to draw, and which of your calls heed it?",
        fails=("given axes",),
        body="""
        import matplotlib.pyplot as plt
        plt.scatter(x, y, color="blue")
        plt.scatter(x, p, color="red")
        ax.set(xlabel="input", ylabel="output")
        """,
    ),
    _picture(
        "red-dots-on-the-current-axes",
        "You draw the red dots with plt, on the current axes, and not on the axes that you were "
        "given.",
        "Which argument says where to draw, and which of your calls heed it?",
        fails=("given axes",),
        body="""
        import matplotlib.pyplot as plt
        ax.scatter(x, y, color="blue")
        plt.scatter(x, p, color="red")
        ax.set(xlabel="input", ylabel="output")
        """,
    ),
    _picture(
        "twenty-examples-at-most",
        "You draw at most twenty examples.",
        "How many blue dots are there for 300 examples?",
        fails=("data",),
        body="""
        ax.scatter(x[:20], y[:20], color="blue")
        ax.scatter(x, p, color="red")
        ax.set(xlabel="input", ylabel="output")
        """,
    ),
    _picture(
        "twice",
        "You draw on the axes that you were given, and then once more elsewhere.",
        "What is left over of your first attempts with plt?",
        fails=("given axes",),
        body="""
        import matplotlib.pyplot as plt
        for where in (ax, plt.gca()):
            where.scatter(x, y, color="blue")
            where.scatter(x, p, color="red")
        ax.set(xlabel="input", ylabel="output")
        """,
    ),
    _picture(
        "clears",
        "You clear the axes first, and wipe away what somebody else has drawn there.",
        "Whose axes are they?",
        fails=("given axes",),
        body="""
        ax.clear()
        ax.scatter(x, y, color="blue")
        ax.scatter(x, p, color="red")
        ax.set(xlabel="input", ylabel="output")
        """,
    ),
    _picture(
        "unlabeled",
        "Your axes have no labels.",
        "What do the numbers along the axes count?",
        fails=("labels",),
        body="""
        ax.scatter(x, y, color="blue")
        ax.scatter(x, p, color="red")
        """,
    ),
    _picture(
        "no-label-at-the-y-axis",
        "The y axis of your picture has no label.",
        "What do the numbers along each axis count?",
        fails=("labels",),
        body="""
        ax.scatter(x, y, color="blue")
        ax.scatter(x, p, color="red")
        ax.set(title="data and predictions", xlabel="input")
        """,
    ),
    _picture(
        "nothing-in-blue",
        "Your picture shows no blue dots: the data are missing, have another color, or are a line.",
        "Which argument should be seen as blue dots?",
        fails=("data",),
        body="""
        ax.scatter(x, y, color="black")
        ax.scatter(x, p, color="red")
        ax.set(xlabel="input", ylabel="output")
        """,
    ),
    Mistake(
        "loss-picture",
        "data-as-a-line",
        "You connect the data with a line: no example is a dot.",
        "What does `ax.plot(x, y)` draw, and which format makes dots of it?",
        fails=("data",),
        code="""
        def plot_fit(ax, inputs, outputs, predictions):
            x, y, p = inputs.numpy(), outputs.numpy(), predictions.numpy()
            ax.plot(x, y, color="blue")
            ax.scatter(x, p, color="red")
            ax.set(xlabel="input", ylabel="output")
        """,
        like=("nothing-in-blue",),
    ),
    _picture(
        "cut-off",
        "Your axes end at 0 and 1, and what lies beyond them is not seen.",
        "Which limits do the axes have when you leave them alone?",
        fails=("predictions", "data"),
        body="""
        ax.scatter(x, y, color="blue")
        ax.scatter(x, p, color="red")
        ax.set(xlim=(0, 1), ylim=(0, 1), xlabel="input", ylabel="output")
        """,
    ),
    _picture(
        "labels-on-the-current-axes",
        "You label the current axes with plt, not the axes that you were given.",
        "Whose label does `plt.xlabel` set when there are two pictures side by side?",
        fails=("labels",),
        body="""
        import matplotlib.pyplot as plt
        ax.scatter(x, y, color="blue")
        ax.scatter(x, p, color="red")
        plt.xlabel("input")
        plt.ylabel("output")
        """,
    ),
    _picture(
        "removes-older-lines",
        "You remove the lines that somebody else has drawn on the axes.",
        "Whose axes are they?",
        fails=("given axes",),
        body="""
        for line in list(ax.lines):
            line.remove()
        ax.scatter(x, y, color="blue")
        ax.scatter(x, p, color="red")
        ax.set(xlabel="input", ylabel="output")
        """,
    ),
    _picture(
        "axes-switched-off",
        "You switch the axes off, and their labels with them.",
        "Can anybody see the labels in your picture?",
        fails=("labels",),
        body="""
        ax.scatter(x, y, color="blue")
        ax.scatter(x, p, color="red")
        ax.set(xlabel="input", ylabel="output")
        ax.axis("off")
        """,
    ),
    _picture(
        "another-figure",
        "You make a figure of your own, though the picture goes onto `ax`.",
        "Which figures are open when your function is done?",
        fails=("given axes",),
        body="""
        import matplotlib.pyplot as plt
        plt.figure()
        ax.scatter(x, y, color="blue")
        ax.scatter(x, p, color="red")
        ax.set(xlabel="input", ylabel="output")
        """,
    ),
    _picture(
        "removes-all-but-lines",
        "You take dots, texts and areas off the axes before you draw.",
        "What did the caller put there?",
        fails=("given axes",),
        body="""
        for artist in [*ax.collections, *ax.texts, *ax.patches]:
            artist.remove()
        ax.scatter(x, y, color="blue")
        ax.scatter(x, p, color="red")
        ax.set(xlabel="input", ylabel="output")
        """,
    ),
    _picture(
        "the-first-hundred",
        "You draw the first hundred examples and predictions, and no more.",
        "How many dots are there for 300 examples?",
        fails=("predictions", "data"),
        body="""
        x, y, p = x[:100], y[:100], p[:100]
        ax.scatter(x, y, color="blue")
        ax.scatter(x, p, color="red")
        ax.set(xlabel="input", ylabel="output")
        """,
    ),
    _picture(
        "thinned",
        "Where there are many examples, you draw only some of them.",
        "How many dots are there for 1,000 examples?",
        fails=("predictions", "data"),
        body="""
        every = max(1, len(x) // 200)
        x, y, p = x[::every], y[::every], p[::every]
        ax.scatter(x, y, color="blue")
        ax.scatter(x, p, color="red")
        ax.set(xlabel="input", ylabel="output")
        """,
    ),
    _picture(
        "one-dot-for-each-x",
        "Of examples with the same input you draw only one.",
        "Two measurements at one place: how many dots are that?",
        fails=("data",),
        body="""
        last = dict(zip(x, y))
        ax.scatter(list(last), list(last.values()), color="blue")
        ax.scatter(x, p, color="red")
        ax.set(xlabel="input", ylabel="output")
        """,
    ),
    _picture(
        "only-what-fits-the-data",
        "Your axes end where the data end: predictions beyond are cut off.",
        "How far up does the highest prediction go?",
        fails=("predictions",),
        body="""
        ax.scatter(x, y, color="blue")
        ax.scatter(x, p, color="red")
        ax.set(xlabel="input", ylabel="output")
        ax.set_ylim(y.min() - 0.1, y.max() + 0.1)
        """,
    ),
    _picture(
        "writes-on-the-figure",
        "Your function gives the whole figure a title, though there may be other axes in it.",
        "Which method writes a title on `ax` alone?",
        fails=("given axes",),
        body="""
        ax.scatter(x, y, color="blue")
        ax.scatter(x, p, color="red")
        ax.set(xlabel="input", ylabel="output")
        ax.figure.suptitle("data and predictions")
        """,
    ),
    _picture(
        "legend-on-the-figure",
        "Your function puts its legend on the figure, though there may be other axes in it.",
        "Which method puts a legend on `ax` alone?",
        fails=("given axes",),
        body="""
        ax.scatter(x, y, color="blue", label="data")
        ax.scatter(x, p, color="red", label="predictions")
        ax.set(xlabel="input", ylabel="output")
        ax.figure.legend()
        """,
    ),
]

# ---------------------------------------------------------------------------- loss-surface


# In the body W and b have the shapes [m, 1, 1] and [1, k, 1].
_surface = bodies_of(
    "loss-surface",
    """
import numpy as np

def loss_surface(Ws, bs, inputs, outputs):
    W, b = tf.reshape(Ws, [-1, 1, 1]), tf.reshape(bs, [1, -1, 1])""",
)

SURFACE_MISTAKES = [
    _surface(
        "transposed",
        "Your surface has a row for each b and a column for each W.",
        "Which of the two does the first index count?",
        fails=("shape",),
        body="return tf.transpose(tf.reduce_mean(tf.square(W * inputs + b - outputs), axis=2))",
    ),
    _surface(
        "sum-for-mean",
        "You add up the squared errors of the examples and do not take their mean.",
        "Does your landscape get higher when every example is listed twice?",
        fails=("losses",),
        body="return tf.reduce_sum(tf.square(W * inputs + b - outputs), axis=2)",
    ),
    _surface(
        "divides-by-one-less",
        "Your surface divides by n - 1 instead of n.",
        "By what do you divide to get the mean of two numbers?",
        fails=("losses",),
        body="""
        total = tf.reduce_sum(tf.square(W * inputs + b - outputs), axis=2)
        return total / max(inputs.shape[0] - 1, 1)
        """,
    ),
    _surface(
        "sorted-Ws",
        "The rows of your surface are sorted by W.",
        "To which W does row 0 belong?",
        fails=("shape",),
        body="""
        W = tf.reshape(np.sort(np.ravel(Ws)), [-1, 1, 1])
        return tf.reduce_mean(tf.square(W * inputs + b - outputs), axis=2)
        """,
    ),
    _surface(
        "absolute",
        "You take the mean of the absolute errors: nothing is squared.",
        "Of which loss is this the surface?",
        fails=("losses",),
        body="return tf.reduce_mean(tf.abs(W * inputs + b - outputs), axis=2)",
    ),
    _surface(
        "root",
        "Your surface shows the square root of the mean squared error.",
        "Of which loss is this the surface?",
        fails=("losses",),
        body="return tf.sqrt(tf.reduce_mean(tf.square(W * inputs + b - outputs), axis=2))",
    ),
    _surface(
        "mean-first",
        "You take the mean of the errors first and square it, so that errors cancel.",
        "In which order do the square and the mean stand in the formula?",
        fails=("losses",),
        body="return tf.square(tf.reduce_mean(W * inputs + b - outputs, axis=2))",
    ),
    _surface(
        "b-ignored",
        "The values of b make no difference to your losses.",
        "Compare two columns of your surface.",
        fails=("losses", "shape"),
        costly="All columns are equal: no loss is right, and no place can be told.",
        body="return tf.reduce_mean(tf.square(W * inputs + 0.0 * b - outputs), axis=2)",
    ),
    _surface(
        "roles-swapped",
        "You use the values of b as slopes and those of W as heights.",
        "Which of the two is multiplied by the inputs?",
        fails=("losses",),
        body="return tf.reduce_mean(tf.square(b * inputs + W - outputs), axis=2)",
    ),
    _surface(
        "pairs-only",
        "You try the first W with the first b, the second with the second, and so on.",
        "How many lines are there with 2 values of W and 3 of b?",
        fails=("losses", "shape"),
        costly="The surface has another shape, and most of the losses are missing.",
        body="""
        pairs = zip(np.asarray(Ws), np.asarray(bs))
        x, y = inputs.numpy(), outputs.numpy()
        return np.array([np.mean((w * x + c - y) ** 2) for w, c in pairs])
        """,
    ),
    _surface(
        "flat",
        "Your losses stand in one long row.",
        "Which shape does the docstring ask for?",
        fails=("shape",),
        body="return tf.reshape(tf.reduce_mean(tf.square(W * inputs + b - outputs), axis=2), [-1])",
    ),
    _surface(
        "axis-kept",
        "The axis of the examples is still there, with length 1.",
        "What does keepdims do?",
        fails=("shape",),
        body="return tf.reduce_mean(tf.square(W * inputs + b - outputs), axis=2, keepdims=True)",
    ),
    _surface(
        "wrong-axis",
        "You take the mean over the values of W instead of the examples.",
        "Which of the three axes should be gone after the mean?",
        fails=("losses", "shape"),
        costly="The surface has another shape, and other numbers in it.",
        body="return tf.reduce_mean(tf.square(W * inputs + b - outputs), axis=0)",
    ),
    _surface(
        "mean-of-everything",
        "You take the mean over all three axes, and one number is left.",
        "Over which of the three axes does the mean go?",
        fails=("losses", "shape"),
        costly="One number is no surface.",
        body="return tf.reduce_mean(tf.square(W * inputs + b - outputs))",
    ),
    _surface(
        "first-example-only",
        "Your losses come from the first example alone.",
        "How many examples should have a say in each loss?",
        fails=("losses",),
        body="return tf.square(W * inputs + b - outputs)[:, :, 0]",
    ),
    _surface(
        "loop-over-examples",
        "You go through the examples one by one in a Python loop.",
        "Which axis could the examples have, so that one operation handles them all?",
        fails=("no loop",),
        body="""
        total = tf.zeros([len(Ws), len(bs)])
        for i in range(len(inputs)):
            total = total + tf.square(W * inputs[i] + b - outputs[i])[:, :, 0]
        return total / float(len(inputs))
        """,
    ),
    _surface(
        "rows-upside-down",
        "Your surface begins with the last W, like a map with the large numbers on top.",
        "Which W belongs to row 0?",
        fails=("shape",),
        body="return tf.reduce_mean(tf.square(W * inputs + b - outputs), axis=2)[::-1]",
    ),
    _surface(
        "squeezed",
        "Your surface loses an axis where there is one W only, or one b only.",
        "Which axes does squeeze remove?",
        fails=("shape",),
        body="""
        losses = tf.reduce_mean(tf.square(W * inputs + b - outputs), axis=2, keepdims=True)
        return tf.squeeze(losses)
        """,
    ),
    Mistake(
        "loss-surface",
        "reshapes-arrays-only",
        "Your function calls a method of Ws and bs that arrays have and Tensors lack.",
        "Ws may be a Tensor. Is there an operation of tf that does the same for both?",
        fails=("shape",),
        code="""
        def loss_surface(Ws, bs, inputs, outputs):
            W, b = Ws.reshape(-1, 1, 1), bs.reshape(1, -1, 1)
            return tf.reduce_mean(tf.square(W * inputs + b - outputs), axis=2)
        """,
    ),
    _surface(
        "divides-by-lines",
        "You divide by the number of lines, not by the number of examples.",
        "Over what is the mean taken: the lines, or the examples?",
        fails=("losses",),
        body="""
        squares = tf.square(W * inputs + b - outputs)
        return tf.reduce_sum(squares, axis=2) / float(len(Ws) * len(bs))
        """,
    ),
    _surface(
        "every-so-many-examples",
        "You leave out most examples when there are many.",
        "How many examples does the mean run over?",
        fails=("losses",),
        body="""
        few = slice(None, None, max(1, len(inputs) // 50))
        inputs, outputs = inputs[few], outputs[few]
        return tf.reduce_mean(tf.square(W * inputs + b - outputs), axis=2)
        """,
    ),
    _surface(
        "a-number-once",
        "A number that is twice in Ws has only one row in your surface.",
        "How long is axis 0, whatever the numbers in Ws are?",
        fails=("shape",),
        body="""
        W = tf.reshape(tf.constant(list(dict.fromkeys(np.ravel(Ws).tolist()))), [-1, 1, 1])
        return tf.reduce_mean(tf.square(W * inputs + b - outputs), axis=2)
        """,
    ),
    _surface(
        "place-of-an-equal-number",
        "Where a number occurs twice in Ws or bs, your surface fills only the first place.",
        "Which place does `Ws.index(W)` give for the second of two equal numbers?",
        fails=("shape",),
        body="""
        Ws, bs = np.ravel(Ws).tolist(), np.ravel(bs).tolist()
        surface = np.zeros((len(Ws), len(bs)))
        for W in Ws:
            for b in bs:
                losses = tf.square(W * inputs + b - outputs)
                surface[Ws.index(W), bs.index(b)] = tf.reduce_mean(losses)
        return surface
        """,
    ),
]

# ---------------------------------------------------------------- loss-finite-difference


@written("loss-finite-difference")
def _difference(
    slope: str = "(above - below) / (2 * step)", start: str = "1e-3", **changes: str
) -> str:
    """A finite_difference in which one piece is another than it should be."""
    pieces = {
        "setting": "pass",
        "places": "np.ndindex(start.shape)",
        "up": "step",
        "down": "step",
        "before": "pass",
        "fresh": "shift = np.zeros_like(start)",
        "shift": "shift[place] = 1",
        "value": "float(f())",
        "whenever": "finally",
        "after": "parameter.assign(start)",
        "behind": "pass",
        "gradients": "gradients",
        "slopes": "slopes",
        **changes,
    }
    return f"""
import numpy as np

def finite_difference(f, parameters, step={start}):
    {pieces["setting"]}
    gradients = []
    for parameter in parameters:
        start = np.array(parameter.numpy())
        slopes = np.zeros(start.shape)
        {pieces["before"]}
        try:
            for place in {pieces["places"]}:
                {pieces["fresh"]}
                {pieces["shift"]}
                parameter.assign(start + {pieces["up"]} * shift)
                above = {pieces["value"]}
                parameter.assign(start - {pieces["down"]} * shift)
                below = {pieces["value"]}
                slopes[place] = {slope}
        {pieces["whenever"]}:
            {pieces["after"]}
        {pieces["behind"]}
        gradients.append({pieces["slopes"]})
    return {pieces["gradients"]}
"""


FINITE_DIFFERENCE_MISTAKES = [
    _difference(
        "one-sided",
        "You compare f one step above with f at the place itself: a one-sided difference.",
        "Where does f stand in the central formula, and where in the one-sided one?",
        fails=("central", "default step"),
        slope="(above - below) / step",
        down="0",
    ),
    _difference(
        "one-sided-below",
        "You compare f at the place itself with f one step below: a one-sided difference.",
        "Where does f stand in the central formula, and where in the one-sided one?",
        fails=("central", "default step"),
        slope="(above - below) / step",
        up="0",
    ),
    _difference(
        "divided-by-one-step",
        "You divide by one step, but the two places are two steps apart.",
        "How far is it from p - step to p + step?",
        fails=("slopes",),
        slope="(above - below) / step",
    ),
    _difference(
        "not-divided",
        "You return the change in f, not the change divided by the distance.",
        "A slope is a rise over a run. What is the run?",
        fails=("slopes", "default step"),
        slope="above - below",
    ),
    _difference(
        "sign-flipped",
        "Your slopes have the wrong sign: you take f above away from f below.",
        "For f = p, should the slope be 1 or -1?",
        fails=("slopes",),
        slope="(below - above) / (2 * step)",
    ),
    _difference(
        "half-steps",
        "You go half a step up and half a step down.",
        "What does the docstring say about p + step?",
        fails=("central",),
        slope="(above - below) / step",
        up="step / 2",
        down="step / 2",
    ),
    _difference(
        "first-number-only",
        "You find the slope along the first number of each parameter, and leave 0 for the others.",
        "Which places does your loop visit in an array of shape (2, 3)?",
        fails=("shapes",),
        places="list(np.ndindex(start.shape))[:1]",
    ),
    _difference(
        "first-axis-only",
        "You go along the first axis and move whole rows at a time.",
        "How many numbers does your step move in an array of shape (2, 3)?",
        fails=("shapes",),
        places="(np.ndindex(start.shape[:1]))",
    ),
    _difference(
        "the-last-number-left-out",
        "You leave out the last number of a parameter: its slope stays 0.",
        "Which places does your loop visit, for a parameter of shape (3,)?",
        fails=("shapes",),
        places="list(np.ndindex(start.shape))[: max(1, start.size - 1)]",
    ),
    _difference(
        "no-single-numbers",
        "Your function fails for a parameter that is a single number, of shape ().",
        "Which places does `np.ndindex(())` give?",
        fails=("shapes",),
        places="np.ndindex(start.shape or (1,))",
    ),
    _difference(
        "all-at-once",
        "You move all numbers of a parameter together, so that every slope is the sum of all.",
        "While one number moves, what should the others do?",
        fails=("shapes",),
        shift="shift[...] = 1",
    ),
    _difference(
        "parameter-by-parameter",
        "You return one number for each parameter, not one slope for each of its numbers.",
        "What shape should the gradient of a matrix have?",
        fails=("shapes",),
        slopes="slopes.sum()",
    ),
    _difference(
        "flattened",
        "Your gradients are rows, whatever shape the parameter has.",
        "What shape should the gradient of a matrix have? And of a scalar?",
        fails=("shapes",),
        slopes="slopes.reshape(-1)",
    ),
    _difference(
        "first-parameter-only",
        "You return the gradient of the first parameter and forget the others.",
        "How many gradients does a list of two parameters ask for?",
        fails=("shapes",),
        gradients="gradients[:1]",
    ),
    _difference(
        "left-moved",
        "You do not put the parameter back, so that it stays where the last step left it.",
        "Where is this parameter while the next one is tried? And when your function returns?",
        fails=("shapes", "restored"),
        after="pass",
    ),
    Mistake(
        "loss-finite-difference",
        "stepped-back",
        "You step back by adding and subtracting, and rounding does not lead back to the "
        "same number.",
        "What is 0.1 + 0.001 - 0.001 in float32? Is there a safer way home?",
        fails=("shapes", "restored"),
        code="""
        import numpy as np

        def finite_difference(f, parameters, step=1e-3):
            gradients = []
            for parameter in parameters:
                slopes = np.zeros(parameter.shape)
                for place in np.ndindex(slopes.shape):
                    shift = np.zeros(slopes.shape, parameter.numpy().dtype)
                    shift[place] = step
                    start = parameter.numpy()
                    try:
                        parameter.assign_add(shift)
                        above = float(f())
                        parameter.assign_sub(2 * shift)
                        below = float(f())
                    except Exception:
                        parameter.assign(start)
                        raise
                    parameter.assign_add(shift)
                    slopes[place] = (above - below) / (2 * step)
                gradients.append(slopes)
            return gradients
        """,
    ),
    _difference(
        "put-back-by-arithmetic",
        "You restore the numbers by adding and subtracting the step, so rounding changes some of "
        "them.",
        "What is 0.1 + 3 - 3 in float32? Which number did you have before the first step?",
        fails=("restored",),
        after="parameter.assign(((start + step) - step - step) + step)",
    ),
    _difference(
        "error-made-anew",
        "When f raises an error, you raise another one of the same type.",
        "Which error does a bare `raise` pass on?",
        fails=("restored",),
        whenever="except Exception as error",
        after='parameter.assign(start); raise type(error)(f"f failed: {error}") from None',
        behind="parameter.assign(start)",
    ),
    _difference(
        "one-table-for-each-shape",
        "Parameters of the same shape share one array of slopes: the last one overwrites the "
        "others.",
        "How many arrays should your list hold? How many of them are the same object?",
        fails=("shapes",),
        setting="tables = {}",
        before="slopes = tables.setdefault(start.shape, slopes)",
    ),
    Mistake(
        "loss-finite-difference",
        "left-moved-by-an-error",
        "When f raises an error, the parameter stays where your step had put it.",
        "Which statement of Python runs its block whether or not there is an error?",
        fails=("restored",),
        code="""
        import numpy as np

        def finite_difference(f, parameters, step=1e-3):
            gradients = []
            for parameter in parameters:
                start = np.array(parameter.numpy())
                slopes = np.zeros(start.shape)
                for place in np.ndindex(start.shape):
                    shift = np.zeros_like(start)
                    shift[place] = step
                    parameter.assign(start + shift)
                    above = float(f())
                    parameter.assign(start - shift)
                    below = float(f())
                    parameter.assign(start)
                    slopes[place] = (above - below) / (2 * step)
                gradients.append(slopes)
            return gradients
        """,
    ),
    Mistake(
        "loss-finite-difference",
        "error-swallowed",
        "When f raises an error, you catch it and go on as if nothing had happened.",
        "How does your caller learn that there is no slope?",
        fails=("restored",),
        code="""
        import numpy as np

        def finite_difference(f, parameters, step=1e-3):
            gradients = []
            for parameter in parameters:
                start = np.array(parameter.numpy())
                slopes = np.zeros(start.shape)
                for place in np.ndindex(start.shape):
                    shift = np.zeros_like(start)
                    shift[place] = step
                    try:
                        parameter.assign(start + shift)
                        above = float(f())
                        parameter.assign(start - shift)
                        slopes[place] = (above - float(f())) / (2 * step)
                    except ValueError:
                        pass
                    parameter.assign(start)
                gradients.append(slopes)
            return gradients
        """,
    ),
    _difference(
        "step-too-large",
        "Your own default step is so large that the curve bends under it.",
        "Look at the right half of the picture of errors and steps.",
        fails=("default step",),
        start="0.1",
    ),
    _difference(
        "step-too-small",
        "Your own default step is so small that it is lost in rounding.",
        "Look at the left half of the picture of errors and steps.",
        fails=("default step",),
        start="1e-9",
    ),
    _difference(
        "step-ignored",
        "You always take the same step, whatever the caller asks for.",
        "Which argument do you not use?",
        fails=("central",),
        setting="step = 1e-3",
    ),
    _difference(
        "relative-step",
        "Your step grows with the number itself: you go `step` times p up and down.",
        "How far is it from p to p + step?",
        fails=("central",),
        slope="(above - below) / (2 * step * abs(start[place]))",
        up="step * abs(start)",
        down="step * abs(start)",
    ),
    _difference(
        "scalar-as-a-row",
        "The slope of a scalar parameter is a row of one number in your list.",
        "What shape does a scalar have, and what should its slope have?",
        fails=("shapes",),
        slopes="np.atleast_1d(slopes)",
    ),
    _difference(
        "needs-a-tensor",
        "You call numpy() on what f returns, and a float has no such method.",
        "What may f return, and what turns all of it into a number?",
        fails=("slopes",),
        value="f().numpy()",
    ),
    Mistake(
        "loss-finite-difference",
        "restored-at-the-end",
        "You put the parameters back when all is done: while one is tried, earlier ones are off.",
        "Where does the first parameter stand while you move the second?",
        fails=("shapes",),
        code="""
        import numpy as np

        def finite_difference(f, parameters, step=1e-3):
            starts = [np.array(parameter.numpy()) for parameter in parameters]
            gradients = []
            try:
                for parameter, start in zip(parameters, starts):
                    slopes = np.zeros(start.shape)
                    for place in np.ndindex(start.shape):
                        shift = np.zeros_like(start)
                        shift[place] = step
                        parameter.assign(start + shift)
                        above = float(f())
                        parameter.assign(start - shift)
                        slopes[place] = (above - float(f())) / (2 * step)
                    gradients.append(slopes)
            finally:
                for parameter, start in zip(parameters, starts):
                    parameter.assign(start)
            return gradients
        """,
    ),
    _difference(
        "restored-after-value-errors-only",
        "You put the parameter back when f raises a ValueError, and after no other error.",
        "Which statement of Python runs its block whatever the error is?",
        fails=("restored",),
        whenever="except ValueError",
        after="parameter.assign(start); raise",
        behind="parameter.assign(start)",
    ),
    _difference(
        "divides-by-two-times-the-step",
        "Your slopes are divided by 2 and then multiplied by the step.",
        "In which order does Python compute `a / 2 * step`?",
        fails=("slopes", "default step"),
        slope="(above - below) / 2 * step",
    ),
    _difference(
        "above-is-kept",
        "You compute f one step above only once for each parameter, and use it for all of its "
        "numbers.",
        "Which of the two losses has to be computed anew for each number?",
        fails=("shapes",),
        before="seen = []",
        slope="(seen.append(above) or seen[0] - below) / (2 * step)",
    ),
    _difference(
        "list-for-an-array",
        "Your slopes are lists or plain numbers, not arrays.",
        "What does the docstring say that the list holds?",
        fails=("shapes",),
        slopes="slopes.tolist()",
    ),
    _difference(
        "zeros-left-out",
        "You leave out the numbers that are 0: their slope is always 0 in your gradient.",
        "Does a loss not react to a parameter that is 0 at the moment?",
        fails=("central",),
        places="[place for place in np.ndindex(start.shape) if start[place]]",
    ),
    _difference(
        "shift-not-reset",
        "You go on with the same shift, so that the numbers you tried before move as well.",
        "Which numbers of your shift are not 0 at the second place?",
        fails=("shapes",),
        before="shift = np.zeros_like(start)",
        fresh="pass",
    ),
    _difference(
        "single-numbers-one-sided",
        "A parameter of shape () gets a one-sided difference.",
        "Is a single number moved up and down as well?",
        fails=("shapes",),
        slope="(above - below) / (2 * step if start.ndim else step)",
        down="(step if start.ndim else 0)",
    ),
    _difference(
        "frozen-parameters-left-out",
        "A parameter that is not trainable gets the slope 0.",
        "Along which parameters does the docstring want slopes?",
        fails=("shapes",),
        places="(np.ndindex(start.shape) if parameter.trainable else [])",
    ),
    _difference(
        "steep-slopes-cut-off",
        "Your slopes are never beyond 100.",
        "How steep may f be?",
        fails=("slopes",),
        slope="np.clip((above - below) / (2 * step), -100, 100)",
    ),
    _difference(
        "restored-as-float32",
        "A float64 parameter comes back as the float32 nearest to it.",
        "Which digits of 0.1 are left after float32?",
        fails=("restored",),
        after="parameter.assign(start.astype(np.float32).astype(start.dtype))",
    ),
    _difference(
        "each-parameter-once",
        "A parameter that is twice in the list gets only one gradient.",
        "How long is the list that you return?",
        fails=("shapes",),
        setting="parameters = list({id(p): p for p in parameters}.values())",
    ),
    _difference(
        "small-parameters-first",
        "Your gradients are in an order of their own, not in that of the parameters.",
        "Which gradient belongs to the first parameter?",
        fails=("shapes",),
        setting="parameters = sorted(parameters, key=lambda p: len(p.shape))",
    ),
    _difference(
        "the-step-is-rounded",
        "You round the step to three digits: one below 0.001 becomes another.",
        "Which steps may the caller choose?",
        fails=("central",),
        setting="step = round(step, 3) or 1e-3",
    ),
    _difference(
        "matrices-turned",
        "The slopes of a matrix are at the wrong places.",
        "Where does the slope along `p[0, 2]` belong?",
        fails=("shapes",),
        slopes="(slopes.reshape(slopes.shape[::-1]).T if slopes.ndim == 2 else slopes)",
    ),
]

# ---------------------------------------------------------------------- loss-hand-gradient


# In the body `errors` are predictions minus outputs.
_hand = bodies_of(
    "loss-hand-gradient",
    """
import numpy as np

def hand_gradient(model, inputs, outputs):
    errors = model(inputs) - outputs""",
)

HAND_GRADIENT_MISTAKES = [
    _hand(
        "without-2",
        "Your gradient lacks the factor 2.",
        "What is the slope of e squared?",
        fails=("dW", "db"),
        body="return tf.reduce_mean(errors * inputs), tf.reduce_mean(errors)",
    ),
    _hand(
        "sum-for-mean",
        "You add up the slopes of the examples and do not take their mean.",
        "Does your gradient double when every example is listed twice?",
        fails=("dW", "db"),
        body="return tf.reduce_sum(2.0 * errors * inputs), tf.reduce_sum(2.0 * errors)",
    ),
    _hand(
        "divides-by-one-less",
        "Your gradient divides by n - 1 instead of n.",
        "By what do you divide to get the mean of two numbers?",
        fails=("dW", "db"),
        body="""
        n = max(int(np.prod(inputs.shape)) - 1, 1)
        return tf.reduce_sum(2.0 * errors * inputs) / n, tf.reduce_sum(2.0 * errors) / n
        """,
    ),
    _hand(
        "sign-flipped",
        "Your gradient has the wrong sign: it points downhill.",
        "When a prediction is too high, should the slope along b be positive or negative?",
        fails=("dW", "db"),
        body="return tf.reduce_mean(-2.0 * errors * inputs), tf.reduce_mean(-2.0 * errors)",
    ),
    _hand(
        "no-inputs-in-dW",
        "Your dW does not contain the inputs.",
        "By how much does an error change when W grows by a little?",
        fails=("dW",),
        body="return tf.reduce_mean(2.0 * errors), tf.reduce_mean(2.0 * errors)",
    ),
    _hand(
        "inputs-in-db",
        "Your db is multiplied by the inputs, as dW is.",
        "By how much does an error change when b grows by a little?",
        fails=("db",),
        body="return tf.reduce_mean(2.0 * errors * inputs), tf.reduce_mean(2.0 * errors * inputs)",
    ),
    _hand(
        "order-swapped",
        "You return db first and dW second.",
        "Compare the order of your return with the docstring's.",
        fails=("dW", "db"),
        body="return tf.reduce_mean(2.0 * errors), tf.reduce_mean(2.0 * errors * inputs)",
    ),
    _hand(
        "b-ignored",
        "Your errors come from W * x alone: b is left out.",
        "Set b to something other than 0. Does your gradient notice?",
        fails=("model",),
        body="""
        errors = model.W * inputs - outputs
        return tf.reduce_mean(2.0 * errors * inputs), tf.reduce_mean(2.0 * errors)
        """,
    ),
    _hand(
        "start-only",
        "Your errors always come from W = 5 and b = 0, not from the model that you were given.",
        "Does your gradient change when the model does?",
        fails=("model",),
        body="""
        errors = 5.0 * inputs + 0.0 - outputs
        return tf.reduce_mean(2.0 * errors * inputs), tf.reduce_mean(2.0 * errors)
        """,
    ),
    _hand(
        "product-of-means",
        "Your dW multiplies the mean error by the mean input: that is not the mean of "
        "their products.",
        "Each error belongs to an input. When do the two meet in your code?",
        fails=("dW",),
        body="return 2.0 * tf.reduce_mean(errors) * tf.reduce_mean(inputs), "
        "tf.reduce_mean(2.0 * errors)",
    ),
    _hand(
        "absolute",
        "Yours is the gradient of the absolute error: only the signs of the errors count.",
        "Which loss is it the gradient of?",
        fails=("dW", "db"),
        body="return tf.reduce_mean(tf.sign(errors) * inputs), tf.reduce_mean(tf.sign(errors))",
    ),
    _hand(
        "squared-errors",
        "Your gradient still contains the squares of the errors.",
        "What is the slope of e squared?",
        fails=("dW", "db"),
        body="return tf.reduce_mean(tf.square(errors) * inputs), tf.reduce_mean(tf.square(errors))",
    ),
    _hand(
        "one-for-each-example",
        "You return a slope for each example, and take no mean.",
        "How many numbers is dW?",
        fails=("shapes",),
        body="return 2.0 * errors * inputs, 2.0 * errors",
    ),
    _hand(
        "no-mean-of-dW",
        "Your dW has a number for each example: its mean is not taken.",
        "How many numbers is dW?",
        fails=("shapes",),
        body="return 2.0 * errors * inputs, tf.reduce_mean(2.0 * errors)",
    ),
    _hand(
        "divides-by-length",
        "You divide by len(...), which is the length of the first axis only.",
        "How many errors are in an array of shape (2, 3), and what is its len?",
        fails=("shapes",),
        body="""
        count = float(len(inputs)) if inputs.shape else 1.0
        return tf.reduce_sum(2.0 * errors * inputs) / count, tf.reduce_sum(2.0 * errors) / count
        """,
    ),
    _hand(
        "mean-over-one-axis",
        "You take the mean over the first axis only, and the others are left.",
        "What does `axis` mean for tf.reduce_mean, and what happens without it?",
        fails=("shapes",),
        body="return tf.reduce_mean(2.0 * errors * inputs, axis=0), tf.reduce_mean(2.0 * "
        "errors, axis=0)",
    ),
    _hand(
        "takes-the-step",
        "You change the model: your function takes a step, but it should only look.",
        "Who should decide how far to go, and when?",
        fails=("model",),
        body="""
        dW, db = tf.reduce_mean(2.0 * errors * inputs), tf.reduce_mean(2.0 * errors)
        model.W.assign_sub(0.1 * dW)
        model.b.assign_sub(0.1 * db)
        return dW, db
        """,
    ),
    _hand(
        "one-number-in-a-row",
        "Your slopes are rows of one number, not single numbers.",
        "What does keepdims do?",
        fails=("shapes",),
        body="""
        dW, db = tf.reduce_mean(2.0 * errors * inputs), tf.reduce_mean(2.0 * errors)
        return tf.reshape(dW, [1]), tf.reshape(db, [1])
        """,
    ),
    _hand(
        "W-ignored",
        "Your errors come from x + b: W is left out.",
        "Set W to something other than 1. Does your gradient notice?",
        fails=("dW", "db", "model"),
        costly="Hardly any prediction is right without W.",
        body="""
        errors = inputs + model.b - outputs
        return tf.reduce_mean(2.0 * errors * inputs), tf.reduce_mean(2.0 * errors)
        """,
    ),
    _hand(
        "predictions-for-errors",
        "Your slopes are made of the predictions, and the desired outputs play no part.",
        "Is the gradient 0 when every prediction is right?",
        fails=("dW", "db", "model"),
        costly="No error is right.",
        body="""
        predictions = model(inputs)
        return tf.reduce_mean(2.0 * predictions * inputs), tf.reduce_mean(2.0 * predictions)
        """,
    ),
    _hand(
        "db-without-2",
        "Your dW has the factor 2, and your db lacks it.",
        "What is the slope of e squared, if e changes by as much as b?",
        fails=("db",),
        body="return tf.reduce_mean(2.0 * errors * inputs), tf.reduce_mean(errors)",
    ),
    _hand(
        "new-variables",
        "Your function gives the model a new Variable W, which holds the same number.",
        "Is W still the Variable that its owner knows?",
        fails=("model",),
        body="""
        dW, db = tf.reduce_mean(2.0 * errors * inputs), tf.reduce_mean(2.0 * errors)
        model.W = tf.Variable(model.W)
        return dW, db
        """,
    ),
    _hand(
        "moves-the-model",
        "Your function looks at the loss with W and b moved, and does not move them back.",
        "Where does the model stand when your function is done?",
        fails=("model",),
        body="""
        dW, db = tf.reduce_mean(2.0 * errors * inputs), tf.reduce_mean(2.0 * errors)
        model.b.assign_add(0.001)
        return dW, db
        """,
    ),
    _hand(
        "dW-follows-W",
        "Your dW grows with W: it is right only for a new model.",
        "Where does W stand in the formula of dW, apart from the errors?",
        fails=("model",),
        body="""
        slope = tf.reduce_mean(2.0 * errors * inputs)
        return slope * model.W / 5.0, tf.reduce_mean(2.0 * errors)
        """,
    ),
    _hand(
        "predictions-remembered",
        "Your function remembers the predictions of a model: when the model has changed, they "
        "are out of date.",
        "When are the predictions to be made?",
        fails=("model",),
        body="""
        known = model.__dict__.setdefault("known", {})
        _, predictions = known.setdefault(id(inputs), (inputs, model(inputs)))
        errors = predictions - outputs
        return tf.reduce_mean(2.0 * errors * inputs), tf.reduce_mean(2.0 * errors)
        """,
    ),
    _hand(
        "first-elements-only",
        "Your slopes depend on the first 32 elements only.",
        "Over which elements is the mean?",
        fails=("shapes",),
        body="""
        x, errors = np.ravel(inputs)[:32], np.ravel(errors)[:32]
        return tf.reduce_mean(2.0 * errors * x), tf.reduce_mean(2.0 * errors)
        """,
    ),
    _hand(
        "rounded",
        "You round the slopes: small ones lose their digits, or become 0.",
        "How large are the slopes near the bottom of the valley?",
        fails=("dW",),
        body="""
        dW, db = tf.reduce_mean(2.0 * errors * inputs), tf.reduce_mean(2.0 * errors)
        return round(float(dW), 4), round(float(db), 4)
        """,
    ),
]

MISTAKES: list[Mistake] = [
    *MODEL_MISTAKES,
    *MSE_MISTAKES,
    *DATA_MISTAKES,
    *PICTURE_MISTAKES,
    *SURFACE_MISTAKES,
    *FINITE_DIFFERENCE_MISTAKES,
    *HAND_GRADIENT_MISTAKES,
]
