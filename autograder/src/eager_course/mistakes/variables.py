"""Mistakes of the stage variables, each an edit or two of a small right library."""

from autograder.outside.course.mistake import Mistake

from .variables_corners import CORNERS
from .variables_library import (
    ASSIGN,
    ASSIGN_ADD,
    ASSIGN_SUB,
    BEYOND,
    MIXED_DTYPES,
    NEGATIVE,
    NO_SLICES,
    REFUSED_UPDATES,
    SUBTRACT,
    TENSOR_ARRAY,
    TENSOR_DTYPE,
    TENSOR_INIT,
    TENSOR_READ,
    UPDATE,
    VARIABLE_INIT,
    VARIABLE_READ,
    WRONG_DTYPE,
    WRONG_ROW_DTYPE,
    WRONG_ROW_SHAPE,
    WRONG_SHAPE,
    of_assign,
    of_operators,
    of_scatter,
    of_tensor,
    of_variable,
)
from .variables_promises import PROMISES

TENSOR_PARTS = (
    "value",
    "copies in",
    "hands out copies",
    "sealed",
    "Python numbers",
    "given dtypes",
)

TENSOR_MISTAKES = [
    of_tensor(
        "aliases-the-array",
        "Your Tensor keeps the very array that it was given: when its owner writes into the "
        "array, the Tensor changes too.",
        "`np.asarray` and `np.array` differ in one thing. Which?",
        fails=("copies in",),
        edits={TENSOR_ARRAY: "        self._array = np.asarray(value, dtype=dtype)\n"},
    ),
    of_tensor(
        "numpy-leaks-the-storage",
        "`numpy()` hands out the Tensor's own array: whoever writes into it changes the Tensor.",
        "A copy goes in. What should come out?",
        fails=("hands out copies",),
        edits={TENSOR_READ: TENSOR_READ.replace(".copy()", "")},
    ),
    of_tensor(
        "copies-neither-way",
        "Your Tensor shares its array with the world: with the one who gave it, and with "
        "everybody who reads it.",
        "Think of two doors, the constructor and `numpy()`. What has to happen at each?",
        fails=("copies in", "hands out copies"),
        edits={
            TENSOR_ARRAY: "        self._array = np.asarray(value, dtype=dtype)\n",
            TENSOR_READ: TENSOR_READ.replace(".copy()", ""),
        },
    ),
    of_tensor(
        "still-the-first-tensor",
        "Your Tensor does what `FirstTensor` does, with its three bugs: it shares its array on "
        "the way in and on the way out, and it keeps NumPy's 64 bits.",
        "Take the bugs one at a time; the cells above show each of them at work.",
        fails=("copies in", "hands out copies", "Python numbers"),
        costly="Three slips at once.",
        edits={
            TENSOR_INIT: "        self._array = np.asarray(value, dtype=dtype)\n",
            TENSOR_READ: TENSOR_READ.replace(".copy()", ""),
        },
    ),
    of_tensor(
        "keeps-what-it-was-given",
        "Your Tensor keeps the list or array itself and looks into it at each read: a list that "
        "changes later changes the Tensor.",
        "When should the numbers be taken over, at the first moment or at each read?",
        fails=("copies in",),
        edits={
            TENSOR_ARRAY: "        self._value, self._dtype = value, dtype\n",
            TENSOR_READ: """\
    def numpy(self):
        return np.array(self._value, dtype=self._dtype)

    @property
    def shape(self):
        return self.numpy().shape

    @property
    def dtype(self):
        return self.numpy().dtype


class Variable""",
        },
    ),
    of_tensor(
        "numpys-own-dtypes",
        "Your Tensor takes NumPy's dtypes for Python numbers: float64 and int64.",
        "What does TensorFlow choose for `1.5`, and what for `1`?",
        fails=("Python numbers",),
        edits={TENSOR_DTYPE: ""},
    ),
    of_tensor(
        "float64-for-floats",
        "Python floats keep 64 bits in your Tensor, without anybody having asked for them.",
        "Look at the dtype of `np.array(0.5)`, and at the first row of the table.",
        fails=("Python numbers",),
        edits={'{"f": np.float32, "i"': '{"f": np.float64, "i"'},
    ),
    of_tensor(
        "int64-for-ints",
        "Python ints keep 64 bits in your Tensor, without anybody having asked for them.",
        "Look at the dtype of `np.array(1)`, and at the second row of the table.",
        fails=("Python numbers",),
        edits={'"i": np.int32': '"i": np.int64'},
    ),
    of_tensor(
        "ints-become-floats",
        "Your Tensor turns Python ints into floats.",
        "Ints count and index; they have a row of their own in the table.",
        fails=("Python numbers",),
        edits={'"i": np.int32': '"i": np.float32'},
    ),
    of_tensor(
        "bools-become-ints",
        "Your Tensor takes `True` for the number 1.",
        "In Python a bool is an int, too. Which question should come first?",
        fails=("Python numbers",),
        edits={'"b": np.bool_': '"b": np.int32'},
    ),
    of_tensor(
        "first-number-decides",
        "Your Tensor lets the first number of a list decide the dtype: [1, 2.5] loses its half.",
        "Ask the whole value, not one number of it.",
        fails=("Python numbers",),
        edits={
            "            kind = np.array(value).dtype.kind\n": (
                "            first = value\n"
                "            while isinstance(first, list):\n"
                "                first = first[0]\n"
                "            kind = np.array(first).dtype.kind\n"
            )
        },
    ),
    of_tensor(
        "arrays-lose-their-dtype",
        "Your Tensor applies the rule for Python numbers to arrays as well, and makes float32 "
        "of an array that somebody made float64 on purpose.",
        "How can you tell a value that has a dtype of its own from one that has none?",
        fails=("given dtypes",),
        edits={'            dtype = getattr(value, "dtype", None)\n': "            pass\n"},
    ),
    of_tensor(
        "numpy-numbers-lose-their-dtype",
        "Your Tensor keeps the dtype of an array, but not that of a single NumPy number such as "
        "`np.float64(0.1)`.",
        "An array's element `a[0]` is not an ndarray. What do the two have in common?",
        fails=("given dtypes",),
        edits={
            'getattr(value, "dtype", None)': (
                "value.dtype if isinstance(value, np.ndarray) else None"
            )
        },
    ),
    of_tensor(
        "dtype-argument-ignored",
        "Your Tensor never looks at its argument `dtype`.",
        "Who has the last word when a dtype is given?",
        fails=("given dtypes",),
        edits={TENSOR_INIT: "        dtype = None\n" + TENSOR_INIT},
    ),
    of_tensor(
        "everything-is-float32",
        "Your Tensor makes float32 of whatever it is given.",
        "The table has five rows, and float32 is the answer in one of them.",
        fails=("Python numbers", "given dtypes"),
        edits={TENSOR_INIT: "        self._array = np.array(value, dtype=np.float32)\n"},
    ),
    of_tensor(
        "items-can-be-set",
        "`x[0] = 1` changes your Tensor.",
        "Python calls `__setitem__` for this. Which classes have one?",
        fails=("sealed",),
        edits={
            TENSOR_READ: (
                "    def __setitem__(self, place, value):\n"
                "        self._array[place] = value\n\n" + TENSOR_READ
            )
        },
    ),
    of_tensor(
        "shape-is-a-plain-attribute",
        "Anybody can set `x.shape` and `x.dtype` of your Tensor, and then they lie.",
        "A property computes its answer and cannot be set. An attribute can.",
        fails=("sealed",),
        edits={
            TENSOR_INIT: (
                TENSOR_INIT
                + "        self.shape, self.dtype = self._array.shape, self._array.dtype\n"
            ),
            TENSOR_READ: (
                "    def numpy(self):\n        return self._array.copy()\n\n\nclass Variable"
            ),
        },
    ),
    of_tensor(
        "scalars-become-vectors",
        "Your Tensor makes a list of one of a single number: its shape is (1,), not ().",
        "How many indices does it take to get at the number in `Tensor(1.5)`?",
        fails=("value",),
        edits={TENSOR_ARRAY: TENSOR_ARRAY.replace("np.array(value", "np.array(value, ndmin=1")},
    ),
    of_tensor(
        "numpy-gives-a-list",
        "`numpy()` of your Tensor gives a Python list.",
        "The name says what it should give.",
        fails=TENSOR_PARTS,
        costly="Whatever a Tensor is asked, it is read with `numpy()`.",
        edits={TENSOR_READ: TENSOR_READ.replace("self._array.copy()", "self._array.tolist()")},
    ),
]

RSUB = "        return combine(np.subtract, other, self)\n"
RDIV = "        return combine(np.true_divide, other, self)\n"
RPOW = "        return combine(np.power, other, self)\n"

OPERATOR_MISTAKES = [
    of_operators(
        "reflected-swapped",
        "Your reflected operators keep the order of their arguments: 2 - x gives x - 2, "
        "and 6 / x gives x / 6.",
        "For `2 - x` Python calls `x.__rsub__(2)`. Which of the two stands left of the minus?",
        fails=("reflected",),
        edits={
            RSUB: "        return combine(np.subtract, self, other)\n",
            RDIV: "        return combine(np.true_divide, self, other)\n",
            RPOW: "        return combine(np.power, self, other)\n",
        },
    ),
    of_operators(
        "reflected-subtraction-swapped",
        "Your reflected subtraction keeps the order of its arguments: 2 - x gives x - 2.",
        "For `2 - x` Python calls `x.__rsub__(2)`. Which of the two stands left of the minus?",
        fails=("reflected",),
        edits={RSUB: "        return combine(np.subtract, self, other)\n"},
    ),
    of_operators(
        "reflected-division-swapped",
        "Your reflected division keeps the order of its arguments: 6 / x gives x / 6.",
        "For `6 / x` Python calls `x.__rtruediv__(6)`. Which of the two is divided?",
        fails=("reflected",),
        edits={RDIV: "        return combine(np.true_divide, self, other)\n"},
    ),
    of_operators(
        "no-reflected-power",
        "Your Tensors know x ** 2 but not 2 ** x.",
        "Every operator comes as a pair, one for each side that the Tensor may stand on.",
        fails=("reflected",),
        edits={"    def __rpow__(self, other):\n" + RPOW: "    __rpow__ = None\n"},
    ),
    of_operators(
        "array-on-the-left-wins",
        "With an array on the left, NumPy does the work before your Tensor is asked, and the "
        "result is an array.",
        "The stranger in the notebook became polite by one line. Which?",
        fails=("arrays",),
        edits={"    __array_ufunc__ = None\n\n": ""},
    ),
    of_operators(
        "operators-write-into-the-left-operand",
        "Your operators write the result into the Tensor on the left: after z = x + y, x has "
        "changed as well.",
        "Where does the result of an operator live, and who else knows that place?",
        fails=("minus", "new Tensors"),
        edits={
            "    return Tensor(result)\n": (
                "    if isinstance(x, Tensor) and x.shape == np.shape(result):\n"
                "        x._array[...] = result\n"
                "        return x\n"
                "    return Tensor(result)\n"
            )
        },
    ),
    of_operators(
        "augmented-writes-in-place",
        "`x += 2` writes into your Tensor, so everybody else who holds it sees another value.",
        "Which method does Python call for `+=`, and what does it do if there is none?",
        fails=("new Tensors",),
        edits={
            TENSOR_READ: """\
    def __iadd__(self, other):
        self._array[...] = (self + other).numpy()
        return self

    def __isub__(self, other):
        self._array[...] = (self - other).numpy()
        return self

    def __imul__(self, other):
        self._array[...] = (self * other).numpy()
        return self

    def __itruediv__(self, other):
        self._array[...] = (self / other).numpy()
        return self

"""
            + TENSOR_READ
        },
    ),
    of_operators(
        "silent-float64",
        "A list or a float64 array beside your float32 Tensor makes the result float64.",
        "The Tensor decides the dtype. When should its partner be converted, before or after?",
        fails=("dtypes",),
        edits={
            "def partner(y, dtype):\n    return np.asarray(array_of(y), dtype=dtype)\n": (
                "def partner(y, dtype):\n    return array_of(y)\n"
            )
        },
    ),
    of_operators(
        "still-first-combine",
        "Your operators do what `first_combine` does: NumPy chooses the dtype, of lists and "
        "of Tensors whose dtypes differ.",
        "Before the function is applied, two things about dtypes have to be settled.",
        fails=("dtypes",),
        edits={
            MIXED_DTYPES: "",
            "def partner(y, dtype):\n    return np.asarray(array_of(y), dtype=dtype)\n": (
                "def partner(y, dtype):\n    return array_of(y)\n"
            ),
        },
    ),
    of_operators(
        "second-tensor-follows",
        "When two Tensors of different dtypes meet, yours silently converts the second one.",
        "A list carries no intention with it. A Tensor of another dtype does.",
        fails=("dtypes",),
        edits={MIXED_DTYPES: ""},
    ),
    of_operators(
        "partner-by-its-own-rule",
        "You make a Tensor of the partner first, by the rules for new Tensors, so that the int "
        "in x + 1 becomes int32 and does not fit a float32 x.",
        "Whose dtype should the 1 in x + 1 have?",
        fails=("minus", "dtypes"),
        edits={
            "    dtype = x.dtype if has_value(x) else y.dtype\n": (
                "    x = x if has_value(x) else Tensor(x)\n"
                "    y = y if has_value(y) else Tensor(y)\n"
                "    dtype = x.dtype\n"
            )
        },
    ),
    of_operators(
        "results-are-always-float32",
        "Every result of your operators is float32, whatever the operands were.",
        "What dtype should float64 times float64 have, or int32 plus int32?",
        fails=("dtypes",),
        edits={"    return Tensor(result)\n": "    return Tensor(result, dtype=np.float32)\n"},
    ),
    of_operators(
        "results-go-through-lists",
        "Your results become Python numbers on their way into the new Tensor, and lose the "
        "dtype that they had.",
        "A Python float does not remember how many bits it came with. An array does.",
        fails=("dtypes",),
        edits={"    return Tensor(result)\n": "    return Tensor(result.tolist())\n"},
    ),
    of_operators(
        "results-are-arrays",
        "Your operators give NumPy arrays: one addition, and the Tensor is gone.",
        "What should x + y be, if x and y are Tensors?",
        fails=("arrays", "new Tensors"),
        edits={"    return Tensor(result)\n": "    return np.asarray(result)\n"},
    ),
    of_operators(
        "equal-shapes-only",
        "Your operators refuse two Tensors whose shapes differ, even where they broadcast.",
        "A row of shape (3,) may be added to a table of shape (2, 3). Who can do this for you?",
        fails=("values",),
        edits={
            MIXED_DTYPES: (
                MIXED_DTYPES + "    if has_value(x) and has_value(y) and x.shape != y.shape:\n"
                '        raise ValueError("shapes differ")\n'
            )
        },
    ),
]

VARIABLE_MISTAKES = [
    of_variable(
        "aliases-the-initial-array",
        "Your Variable keeps the very array that it was made from: two Variables made from one "
        "array share their state.",
        "Whose array is it, after `Variable(a)`? There should be two of them.",
        fails=("own state",),
        edits={
            VARIABLE_INIT: (
                "        self._array = array_of(initial_value)\n"
                "        if dtype or not isinstance(self._array, np.ndarray):\n"
                "            self._array = np.array(Tensor(self._array, dtype).numpy())\n"
            )
        },
    ),
    of_variable(
        "shares-state-with-a-variable",
        "`Variable(v)` shares the state of v: assigning to one changes the other.",
        "v is read once, when the new Variable is made. What should it get from that read?",
        fails=("own state",),
        edits={
            VARIABLE_INIT: (
                VARIABLE_INIT + "        if isinstance(initial_value, Variable):\n"
                "            self._array = initial_value._array\n"
            )
        },
    ),
    of_variable(
        "state-on-the-class",
        "All your Variables share one value: the last one made, or changed, decides for all.",
        "What is the difference between `self._array = ...` and `Variable._array = ...`?",
        fails=("own state",),
        edits={VARIABLE_INIT: VARIABLE_INIT.replace("self._array", "Variable._array")},
    ),
    of_variable(
        "always-float32",
        "Your Variable makes float32 of every initial value, of float64 arrays and of ints too.",
        "The rules for the dtype of a Tensor hold for a Variable as well.",
        fails=("own state",),
        edits={
            VARIABLE_INIT: (
                "        self._array = np.array(array_of(initial_value), dtype=np.float32)\n"
            )
        },
    ),
    of_variable(
        "a-read-is-a-live-view",
        "`numpy()` hands out the Variable's own array: what was read changes when the Variable "
        "does, and a history of reads is a flat line.",
        "What was read should stay as it was. Which array is nobody else's?",
        fails=("snapshots",),
        edits={VARIABLE_READ: VARIABLE_READ.replace(".copy()", "")},
    ),
    of_variable(
        "a-read-only-live-view",
        "What `numpy()` hands out cannot be written to, and still it changes: it looks at the "
        "Variable's own array, in which the Variable writes.",
        "Read-only was enough for a Tensor. What is different about a Variable?",
        fails=("snapshots",),
        edits={
            VARIABLE_READ: VARIABLE_READ.replace(
                "        return self._array.copy()\n",
                "        view = self._array.view()\n"
                "        view.flags.writeable = False\n"
                "        return view\n",
            )
        },
    ),
    of_variable(
        "value-gives-the-variable",
        "`value()` gives the Variable itself, which goes on changing.",
        "A read gives a value. Which of your two classes is the one for values?",
        fails=("snapshots",),
        edits={"        return Tensor(self._array)\n": "        return self\n"},
    ),
    of_variable(
        "still-the-first-variable",
        "Your Variable does what `FirstVariable` does: it shares its array with everybody, and "
        "`v += 1` loses the box.",
        "The cells above show each of its bugs at work; take them one at a time.",
        fails=("own state", "snapshots", "v += 1"),
        costly="Several slips at once.",
        edits={
            VARIABLE_INIT: "        self._array = np.asarray(array_of(initial_value))\n",
            VARIABLE_READ: VARIABLE_READ.replace(".copy()", ""),
            REFUSED_UPDATES: "",
        },
    ),
    of_variable(
        "reads-the-initial-value-for-ever",
        "Your Variable reads the same after an assign as before.",
        "Two methods have to agree on where the value is kept.",
        fails=("snapshots", "expressions"),
        costly="What was assigned is never seen again.",
        edits={
            VARIABLE_INIT: VARIABLE_INIT + "        self._initial = self._array.copy()\n",
            VARIABLE_READ: VARIABLE_READ.replace("_array", "_initial"),
        },
    ),
    of_variable(
        "expressions-use-the-initial-value",
        "In expressions your Variable stands for its first value, whatever has been assigned.",
        "When should the value be looked up: when the Variable is made, or when it is used?",
        fails=("expressions",),
        edits={
            VARIABLE_INIT: VARIABLE_INIT + "        self._initial = self._array.copy()\n",
            "    return np.asarray(array_of(y), dtype=dtype)\n": (
                '    return np.asarray(getattr(y, "_initial", array_of(y)), dtype=dtype)\n'
            ),
        },
    ),
    of_variable(
        "operators-give-variables",
        "v + 1 is another Variable in your code; it should be a Tensor.",
        "A result is a value. Nobody asked for a new box.",
        fails=("expressions",),
        edits={
            "    return Tensor(result)\n": (
                "    kind = Variable if isinstance(x, Variable) else Tensor\n"
                "    return kind(result)\n"
            )
        },
    ),
    of_variable(
        "operators-change-the-variable",
        "Using your Variable in an expression changes it: after v + 1, v holds one more.",
        "Which calls are allowed to change a Variable? An operator is none of them.",
        fails=("expressions",),
        edits={
            "    return Tensor(result)\n": (
                "    if isinstance(x, Variable):\n"
                "        x._array = np.asarray(result)\n"
                "    return Tensor(result)\n"
            )
        },
    ),
    of_variable(
        "augmented-rebinds",
        "`v += 1` quietly gives the name v to a Tensor, and the Variable is lost.",
        "Without a method of its own for `+=`, Python takes v = v + 1. What should happen instead?",
        fails=("v += 1",),
        edits={REFUSED_UPDATES: ""},
    ),
    of_variable(
        "augmented-assigns",
        "`v += 1` adds to your Variable as if it were an assign_add.",
        "Handy, but our rule is another: state changes only where the word assign stands.",
        fails=("v += 1",),
        edits={
            'raise RuntimeError("write v.assign_add(x), or y = v + x")': (
                "self._array[...] = (self + other).numpy()\n        return self"
            )
        },
    ),
    of_variable(
        "only-plus-is-refused",
        "Your Variable refuses `+=`, and lets `-=`, `*=` and `/=` pass.",
        "Four operators end in `=`. Each has a method of its own.",
        fails=("v += 1",),
        edits={"    __isub__ = __imul__ = __itruediv__ = __iadd__\n": ""},
    ),
    of_variable(
        "augmented-raises-a-type-error",
        "Your Variable refuses `v += 1` with another kind of error than the RuntimeError "
        "that was agreed on.",
        "Whoever catches an error has to know its class. The docstring names it.",
        fails=("v += 1",),
        edits={"        raise RuntimeError(": "        raise TypeError("},
    ),
    of_variable(
        "items-can-be-set",
        "`v[0] = 1` changes your Variable without an assign.",
        "Python calls `__setitem__` for this. Does a Variable need one?",
        fails=("v += 1",),
        edits={
            REFUSED_UPDATES: (
                REFUSED_UPDATES + "\n    def __setitem__(self, place, value):\n"
                "        self._array[place] = value\n"
            )
        },
    ),
]

ASSIGN_MISTAKES = [
    of_assign(
        "assign-sub-adds",
        "Your `assign_sub` adds.",
        "A step goes against the gradient. Which sign is that?",
        fails=("values",),
        edits={ASSIGN_SUB: ASSIGN_SUB.replace("-=", "+=")},
    ),
    of_assign(
        "assign-adds",
        "Your `assign` adds to the value that is there.",
        "What should a Variable hold right after `v.assign(3.0)`?",
        fails=("values", "expressions"),
        edits={ASSIGN: ASSIGN.replace("] =", "] +=")},
    ),
    of_assign(
        "assign-add-replaces",
        "Your `assign_add` forgets the value that is there and keeps only the new one.",
        "Try two `assign_add` in a row.",
        fails=("values",),
        edits={ASSIGN_ADD: ASSIGN_ADD.replace("+=", "=")},
    ),
    of_assign(
        "assign-broadcasts",
        "Your `assign` spreads a value that is too small over the whole Variable.",
        "`array[...] = value` stretches the value. Who notices if its shape was a mistake?",
        fails=("shapes",),
        edits={
            ASSIGN: ASSIGN.replace(
                "self.fitting(value)",
                "self.fitting(\n            value if np.shape(value) == self.shape"
                " else np.broadcast_to(value, self.shape)\n        )",
            )
        },
    ),
    of_assign(
        "updates-broadcast",
        "Your `assign_add` and `assign_sub` spread a value that is too small over the Variable.",
        "`assign` insists on the shape. Do the other two?",
        fails=("shapes",),
        edits={
            WRONG_SHAPE: (
                "        return array\n\n    def fitting_exactly(self, value):\n"
                "        array = self.fitting(value)\n" + WRONG_SHAPE
            ),
            ASSIGN: ASSIGN.replace("fitting", "fitting_exactly"),
        },
    ),
    of_assign(
        "everything-broadcasts",
        "Your assign methods spread a value that is too small over the whole Variable.",
        "NumPy stretches wherever it can. Which line of yours looks at the shape first?",
        fails=("shapes",),
        edits={WRONG_SHAPE: ""},
    ),
    of_assign(
        "assign-takes-any-shape",
        "Your `assign` lets the Variable take on the shape of whatever comes.",
        "A Variable keeps its shape for life. What should happen to a value of another one?",
        fails=("shapes",),
        edits={
            ASSIGN: (
                "        if np.shape(value) == self.shape:\n"
                "            self._array[...] = self.fitting(value)\n"
                "        else:\n"
                "            self._array = np.array(value, dtype=self.dtype)\n"
                "        return self\n"
            )
        },
    ),
    of_assign(
        "only-the-size-is-checked",
        "Your assign methods accept a value with as many numbers, whatever its shape: (3, 2) "
        "for (2, 3).",
        "Six numbers in two rows and six in three rows mean different things.",
        fails=("shapes",),
        edits={
            WRONG_SHAPE: (
                "        if array.size != self._array.size:\n"
                '            raise ValueError("the sizes differ")\n'
                "        array = array.reshape(self.shape)\n"
            )
        },
    ),
    of_assign(
        "written-before-checked",
        "Your assign methods refuse a value of another shape only after they have written it.",
        "In which order do the checking and the writing come?",
        fails=("shapes",),
        edits={
            WRONG_SHAPE: (
                "        if array.shape != self.shape:\n"
                "            self._array = array\n"
                '            raise ValueError("the shapes differ")\n'
            )
        },
    ),
    of_assign(
        "assign-changes-the-dtype",
        "Your `assign` lets the Variable take on the dtype of the new value.",
        "A Variable keeps its dtype for life. Who has to follow whom?",
        fails=("dtypes",),
        edits={
            ASSIGN: (
                "        if isinstance(value, np.ndarray) and value.shape == self.shape:\n"
                "            self._array = value.copy()\n"
                "        else:\n"
                "            self._array[...] = self.fitting(value)\n"
                "        return self\n"
            )
        },
    ),
    of_assign(
        "updates-promote",
        "Adding or subtracting a float64 array makes your float32 Variable float64.",
        "NumPy gives a sum the larger of two dtypes. When should the value be converted?",
        fails=("dtypes",),
        edits={
            ASSIGN_ADD: (
                "        self.fitting(delta)\n"
                "        self._array = np.asarray(self._array + np.asarray(array_of(delta)))\n"
                "        return self\n"
            ),
            ASSIGN_SUB: (
                "        self.fitting(delta)\n"
                "        self._array = np.asarray(self._array - np.asarray(array_of(delta)))\n"
                "        return self\n"
            ),
        },
    ),
    of_assign(
        "other-dtypes-are-converted",
        "Your assign methods silently convert a Tensor of another dtype.",
        "A list carries no intention with it. A Tensor of another dtype does.",
        fails=("dtypes",),
        edits={WRONG_DTYPE: ""},
    ),
    of_assign(
        "arrays-must-have-the-dtype",
        "Your assign methods refuse lists and arrays whose dtype is not the Variable's.",
        "The docstring of `fitting` names two kinds of values. Which kind takes the dtype of v?",
        fails=("fitting", "dtypes"),
        edits={
            WRONG_DTYPE: (
                "        if not has_value(value):\n"
                "            value = Tensor(value)\n" + WRONG_DTYPE
            )
        },
    ),
    of_assign(
        "returns-none",
        "Your assign methods return nothing, so nothing can follow them in a chain.",
        "In `v.assign(1.0).assign_add(4.0)`, on what is the second method called?",
        fails=("chains",),
        edits={
            ASSIGN: ASSIGN.replace("        return self\n", ""),
            ASSIGN_ADD: ASSIGN_ADD.replace("        return self\n", ""),
            ASSIGN_SUB: ASSIGN_SUB.replace("        return self\n", ""),
        },
    ),
    of_assign(
        "returns-a-copy",
        "Your assign methods return a new Variable: what follows in a chain changes the copy.",
        "After `v.assign(1.0).assign_add(4.0)`, what should v itself hold?",
        fails=("chains",),
        edits={
            ASSIGN: ASSIGN.replace("return self", "return Variable(self)"),
            ASSIGN_ADD: ASSIGN_ADD.replace("return self", "return Variable(self)"),
            ASSIGN_SUB: ASSIGN_SUB.replace("return self", "return Variable(self)"),
        },
    ),
    of_assign(
        "returns-the-value",
        "Your assign methods return the new value, and a Tensor has no `assign_add` to go on with.",
        "In `v.assign(1.0).assign_add(4.0)`, on what is the second method called?",
        fails=("chains",),
        edits={
            ASSIGN: ASSIGN.replace("return self", "return self.value()"),
            ASSIGN_ADD: ASSIGN_ADD.replace("return self", "return self.value()"),
            ASSIGN_SUB: ASSIGN_SUB.replace("return self", "return self.value()"),
        },
    ),
    of_assign(
        "assign-keeps-the-array",
        "Your `assign` keeps the very array that it was given; from then on the two change "
        "together.",
        "The constructor copied at the door. This is another door.",
        fails=("snapshots",),
        edits={
            ASSIGN: (
                "        array = self.fitting(value)\n"
                "        same = isinstance(value, np.ndarray) and value.dtype == self.dtype\n"
                "        self._array = value if same else array\n"
                "        return self\n"
            )
        },
    ),
    of_assign(
        "assign-shares-with-a-variable",
        "After `v.assign(w)` your two Variables share their state.",
        "In an assign, w stands for its value of this moment. What should v get of it?",
        fails=("snapshots",),
        edits={
            ASSIGN: (
                "        array = self.fitting(value)\n"
                "        self._array = value._array if has_value(value) else array\n"
                "        return self\n"
            )
        },
    ),
    of_assign(
        "reads-change-with-the-variable",
        "What was read from your Variable before an assign has changed after it.",
        "An assign writes into the array. Who else holds that array?",
        fails=("snapshots",),
        edits={VARIABLE_READ: VARIABLE_READ.replace(".copy()", "")},
    ),
]

SCATTER_MISTAKES = [
    of_scatter(
        "duplicates-once",
        "Your `scatter_sub` behaves as if an index that is named twice were named once: only "
        "the last of its values is subtracted.",
        'You saw this bug when the first word of "the cat the" was counted once.',
        fails=("duplicates",),
        edits={
            SUBTRACT: SUBTRACT.replace(
                "np.subtract.at(self._array, indices, rows)", "self._array[indices] -= rows"
            )
        },
    ),
    of_scatter(
        "scatter-sub-adds",
        "Your `scatter_sub` adds.",
        "Which of NumPy's functions has a sister for this?",
        fails=("rows", "duplicates"),
        edits={SUBTRACT: SUBTRACT.replace("subtract", "add")},
    ),
    of_scatter(
        "scatter-sub-replaces",
        "Your `scatter_sub` replaces the rows by the values.",
        "What was in the row before still counts.",
        fails=("rows", "duplicates"),
        edits={SUBTRACT: UPDATE},
    ),
    of_scatter(
        "update-accumulates",
        "Your `scatter_update` adds up the values of a row that is named twice.",
        "An update replaces. What should be left of the first of two updates?",
        fails=("duplicates",),
        edits={
            UPDATE: (
                "        self._array[indices] = 0\n"
                "        np.add.at(self._array, indices, rows)\n"
                "        return self\n"
            )
        },
    ),
    of_scatter(
        "update-adds",
        "Your `scatter_update` adds the values to the rows.",
        "What should be left of the old row?",
        fails=("rows", "duplicates"),
        edits={UPDATE: UPDATE.replace("[indices] = rows", "[indices] += rows")},
    ),
    of_scatter(
        "first-update-wins",
        "Of two updates to one row, your `scatter_update` keeps the first.",
        "Read the slices from left to right, as if each were an update of its own.",
        fails=("duplicates",),
        edits={UPDATE: UPDATE.replace("[indices] = rows", "[indices[::-1]] = rows[::-1]")},
    ),
    of_scatter(
        "other-rows-are-cleared",
        "Your `scatter_update` clears the rows that were not named.",
        "A scatter touches the rows in `indices`. What should become of the others?",
        fails=("rows", "duplicates"),
        edits={UPDATE: "        self._array = np.zeros_like(self._array)\n" + UPDATE},
    ),
    of_scatter(
        "indices-before-values",
        "Your `IndexedSlices` takes the indices first and the values second.",
        "Compare the order of the arguments with the docstring's.",
        fails=("rows",),
        edits={
            "(self, values, indices, dense_shape=None)": (
                "(self, indices, values, dense_shape=None)"
            )
        },
    ),
    of_scatter(
        "negative-indices-wrap",
        "In your scatter the index -1 means the last row.",
        "That is NumPy's reading. What is ours?",
        fails=("bounds",),
        edits={NEGATIVE: ""},
    ),
    of_scatter(
        "bad-indices-are-skipped",
        "Your scatter skips an index that is out of range and says nothing.",
        "A mistake should be loud. What does the docstring say of such an index?",
        fails=("bounds", "all or nothing"),
        edits={
            NEGATIVE: "",
            BEYOND: (
                "        good = (indices >= 0) & (indices < len(self._array))\n"
                "        indices, rows = indices[good], rows[good]\n"
            ),
        },
    ),
    of_scatter(
        "bad-indices-are-clipped",
        "Your scatter moves an index that is out of range to the nearest row.",
        "A mistake should be loud. What does the docstring say of such an index?",
        fails=("bounds", "all or nothing"),
        edits={
            NEGATIVE: "",
            BEYOND: "        indices = np.clip(indices, 0, len(self._array) - 1)\n",
        },
    ),
    of_scatter(
        "half-written",
        "Your scatter writes row after row until it meets a bad index; the rows before it "
        "have changed by then.",
        "When do you know that every index is good? Not before you have looked at the last one.",
        fails=("all or nothing",),
        edits={
            NEGATIVE + BEYOND: "",
            UPDATE: (
                "        for index, row in zip(indices, rows):\n"
                "            if not 0 <= index < len(self._array):\n"
                '                raise IndexError("an index out of range")\n'
                "            self._array[index] = row\n"
                "        return self\n"
            ),
            SUBTRACT: (
                "        for index, row in zip(indices, rows):\n"
                "            if not 0 <= index < len(self._array):\n"
                '                raise IndexError("an index out of range")\n'
                "            self._array[index] -= row\n"
                "        return self\n"
            ),
        },
    ),
    of_scatter(
        "only-the-first-index-is-checked",
        "Your scatter looks at the first index and trusts the others.",
        "One good index says nothing about the next.",
        fails=("bounds",),
        edits={NEGATIVE: NEGATIVE.replace("np.any(indices < 0)", "indices[0] < 0")},
    ),
    of_scatter(
        "rows-are-stretched",
        "Your scatter stretches values that are too small over the rows.",
        "NumPy broadcasts `array[indices] = rows`. Which shape must the rows have?",
        fails=("contracts",),
        edits={
            WRONG_ROW_SHAPE: (
                "        rows = np.broadcast_to(rows, indices.shape + self.shape[1:])\n"
            )
        },
    ),
    of_scatter(
        "the-shorter-one-counts",
        "Your scatter pairs indices and rows with `zip`, and drops what is left over.",
        "`zip` stops at the shorter of two. Who notices that their lengths differ?",
        fails=("contracts",),
        edits={
            WRONG_ROW_SHAPE: (
                "        count = min(len(indices), len(rows))\n"
                "        indices, rows = indices[:count], rows[:count]\n" + WRONG_ROW_SHAPE
            )
        },
    ),
    of_scatter(
        "row-dtypes-are-converted",
        "Your scatter silently converts values of another dtype.",
        "The values are a Tensor; their dtype was meant.",
        fails=("contracts",),
        edits={WRONG_ROW_DTYPE: "        rows = rows.astype(self.dtype)\n"},
    ),
    of_scatter(
        "anything-passes-for-slices",
        "Your scatter does not refuse what is not an IndexedSlices: it fails later, because an "
        "attribute is missing.",
        "Before you look for `slices.indices`, ask what `slices` is.",
        fails=("contracts",),
        edits={NO_SLICES: ""},
    ),
    of_scatter(
        "returns-none",
        "Your scatter returns nothing, so nothing can follow it in a chain.",
        "What do the assigns return?",
        fails=("chains",),
        edits={
            UPDATE: UPDATE.replace("        return self\n", ""),
            SUBTRACT: SUBTRACT.replace("        return self\n", ""),
        },
    ),
]

MISTAKES: list[Mistake] = [
    *TENSOR_MISTAKES,
    *OPERATOR_MISTAKES,
    *VARIABLE_MISTAKES,
    *ASSIGN_MISTAKES,
    *SCATTER_MISTAKES,
    *PROMISES,
    *CORNERS,
]
