"""More mistakes of the stage variables: each breaks one promise of a docstring, and no other."""

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

KIND = "            kind = np.array(value).dtype.kind\n"
OWN_DTYPE = '            dtype = getattr(value, "dtype", None)\n'
SHAPE_PROPERTY = """\
    @property
    def shape(self):
        return self._array.shape

"""
DTYPE_PROPERTY = """\
    @property
    def dtype(self):
        return self._array.dtype


"""

TENSOR_MISTAKES = [
    of_tensor(
        "one-value-for-all",
        "All your Tensors hold the value of the one that was made last.",
        "What is the difference between `self._array = ...` and `Tensor._array = ...`?",
        fails=("value",),
        edits={TENSOR_ARRAY: TENSOR_ARRAY.replace("self._array", "Tensor._array")},
    ),
    of_tensor(
        "no-empty-arrays",
        "Your Tensor cannot be made from an array without any numbers.",
        "What is the largest number of an empty array?",
        fails=("value",),
        edits={TENSOR_ARRAY: TENSOR_ARRAY + "        self._largest = self._array.max()\n"},
    ),
    of_tensor(
        "a-list-of-one-is-a-number",
        "Your Tensor takes a list of one number for the number itself: its shape is (), not (1,).",
        "How many axes does `[1.5]` have?",
        fails=("value",),
        edits={
            TENSOR_ARRAY: (
                TENSOR_ARRAY + "        if isinstance(value, list) and self._array.size == 1:\n"
                "            self._array = self._array.reshape(())\n"
            )
        },
    ),
    of_tensor(
        "rows-by-their-place-in-memory",
        "Your Tensor reads an array in the order of its memory, and mixes up a transposed one.",
        "`a.T` shares its memory with a. In which order do its numbers lie there?",
        fails=("value",),
        edits={
            TENSOR_ARRAY: (
                "        array = np.array(value, dtype=dtype)\n"
                '        self._array = np.array(array.ravel("K")).reshape(array.shape)\n'
            )
        },
    ),
    of_tensor(
        "read-only-arrays-are-shared",
        "Your Tensor keeps an array that is read-only, though its owner may write into it by "
        "another name.",
        "A view may be read-only, and the array that it looks at is not.",
        fails=("copies in",),
        edits={
            TENSOR_ARRAY: (
                TENSOR_ARRAY
                + "        if isinstance(value, np.ndarray) and not value.flags.writeable:\n"
                "            self._array = np.asarray(value, dtype=dtype)\n"
            )
        },
    ),
    of_tensor(
        "three-axes-become-two",
        "Your Tensor knows numbers, lists and tables; an array with three axes becomes a table.",
        "Look at the shape of a Tensor of shape (2, 1, 3).",
        fails=("value",),
        edits={
            TENSOR_ARRAY: (
                TENSOR_ARRAY + "        if self._array.ndim > 2:\n"
                "            self._array = self._array.reshape(len(self._array), -1)\n"
            )
        },
    ),
    of_tensor(
        "arrays-need-no-conversion",
        "Your Tensor keeps an array just as it is when no dtype is given: when its owner writes "
        "into it, the Tensor changes too.",
        "An array that needs no conversion still has an owner. What does the Tensor need?",
        fails=("copies in",),
        edits={
            TENSOR_INIT: (
                "        if dtype is None and isinstance(value, np.ndarray):\n"
                "            self._array = value\n"
                "            return\n" + TENSOR_INIT
            )
        },
    ),
    of_tensor(
        "aliases-where-the-dtype-fits",
        "Your Tensor copies an array, but not where `dtype` is given and is the array's own.",
        "Which calls of NumPy copy only if they must?",
        fails=("copies in",),
        edits={
            TENSOR_INIT: (
                "        wanted = dtype\n" + TENSOR_INIT + "        if wanted is not None:\n"
                "            self._array = np.asarray(value, dtype=wanted)\n"
            )
        },
    ),
    of_tensor(
        "lists-are-read-late",
        "Your Tensor keeps the list that it was given and reads it anew each time: when the "
        "list changes, so does the Tensor.",
        "A list can be changed by its owner just as an array can.",
        fails=("copies in",),
        edits={
            TENSOR_ARRAY: TENSOR_ARRAY + "        self._given = value\n",
            TENSOR_READ: TENSOR_READ.replace(
                "        return self._array.copy()\n",
                "        if isinstance(self._given, list):\n"
                "            self._array = np.array(self._given, dtype=self._array.dtype)\n"
                "        return self._array.copy()\n",
            ),
        },
    ),
    of_tensor(
        "only-the-outer-list-is-copied",
        "Your Tensor copies a list, but not the lists inside it: when one of them changes, so "
        "does the Tensor.",
        "`list(rows)` is a new list. Of what?",
        fails=("copies in",),
        edits={
            TENSOR_ARRAY: (
                TENSOR_ARRAY
                + "        self._given = list(value) if isinstance(value, list) else None\n"
            ),
            TENSOR_READ: TENSOR_READ.replace(
                "        return self._array.copy()\n",
                "        if self._given is not None:\n"
                "            self._array = np.array(self._given, dtype=self._array.dtype)\n"
                "        return self._array.copy()\n",
            ),
        },
    ),
    of_tensor(
        "the-shape-can-be-set",
        "Anybody can set `x.shape` of your Tensor, and from then on it is wrong.",
        "A property without a setter can only be read. Which kind of attribute is yours?",
        fails=("sealed",),
        edits={
            TENSOR_ARRAY: TENSOR_ARRAY + "        self.shape = self._array.shape\n",
            TENSOR_READ: TENSOR_READ.replace(SHAPE_PROPERTY, ""),
        },
    ),
    of_tensor(
        "the-dtype-can-be-set",
        "Anybody can set `x.dtype` of your Tensor, and from then on it is wrong.",
        "A property without a setter can only be read. Which kind of attribute is yours?",
        fails=("sealed",),
        edits={
            TENSOR_ARRAY: TENSOR_ARRAY + "        self.dtype = self._array.dtype\n",
            TENSOR_READ: TENSOR_READ.replace(DTYPE_PROPERTY, "\n"),
        },
    ),
    of_tensor(
        "a-single-float-keeps-64-bits",
        "Your Tensor makes float32 of a list of floats, but float64 of a single one.",
        "Try Tensor(1.5) beside Tensor([1.5]).",
        fails=("Python numbers",),
        edits={
            '{"f": np.float32, "i"': (
                '{"f": np.float64 if isinstance(value, float) else np.float32, "i"'
            )
        },
    ),
    of_tensor(
        "whole-floats-become-ints",
        "Your Tensor takes floats without a fraction, such as 2.0, for ints.",
        "2.0 and 2 are equal, and yet Python tells them apart. How?",
        fails=("Python numbers",),
        edits={
            KIND: (
                "            array = np.array(value)\n"
                '            whole = array.dtype.kind == "f" and (array == array.round()).all()\n'
                '            kind = "i" if whole else array.dtype.kind\n'
            )
        },
    ),
    of_tensor(
        "the-last-number-decides",
        "Your Tensor lets the last number of a list decide the dtype: [1.5, 2] loses its half.",
        "Ask the whole value, not one number of it.",
        fails=("Python numbers",),
        edits={
            KIND: (
                "            last = value\n"
                "            while isinstance(last, list):\n"
                "                last = last[-1]\n"
                "            kind = np.array(last).dtype.kind\n"
            )
        },
    ),
    of_tensor(
        "nothing-becomes-the-int-0",
        "Your Tensor takes 0.0 and False for the int 0.",
        "`value or 0` asks for the truth of a value, not whether there is one.",
        fails=("Python numbers",),
        edits={KIND: KIND.replace("np.array(value)", "np.array(value or 0)")},
    ),
    of_tensor(
        "arrays-go-through-lists",
        "Your Tensor makes a list of an array first, and the list forgets the array's dtype.",
        "A Python float does not remember how many bits it came with.",
        fails=("value", "given dtypes"),
        edits={
            TENSOR_INIT: (
                "        if isinstance(value, np.ndarray):\n"
                "            value = value.tolist()\n" + TENSOR_INIT
            )
        },
    ),
    of_tensor(
        "np-float64-passes-for-a-python-float",
        "Your Tensor takes `np.float64(0.1)` for a Python float and makes float32 of it.",
        "`isinstance(np.float64(0.1), float)` is True. What should be asked first?",
        fails=("given dtypes",),
        edits={
            OWN_DTYPE: (
                "            if not isinstance(value, (float, int)):\n"
                '                dtype = getattr(value, "dtype", None)\n'
            )
        },
    ),
    of_tensor(
        "rare-dtypes-become-common-ones",
        "Your Tensor keeps the dtypes that you thought of, and changes arrays of any other one.",
        "Does the rule for arrays mention any dtype by its name?",
        fails=("given dtypes",),
        edits={
            OWN_DTYPE: (
                OWN_DTYPE + '            if str(dtype) in ("float16", "int8"):\n'
                "                dtype = None\n"
            )
        },
    ),
    of_tensor(
        "the-arrays-dtype-beats-the-argument",
        "Your Tensor keeps the dtype of an array even when another `dtype` is given.",
        "Who has the last word when a dtype is given?",
        fails=("given dtypes",),
        edits={
            TENSOR_INIT: TENSOR_DTYPE.replace(
                "        if dtype is None:\n" + OWN_DTYPE,
                '        dtype = getattr(value, "dtype", dtype)\n',
            )
            + TENSOR_ARRAY
        },
    ),
]

APPLIED = "    result = function(partner(x, dtype), partner(y, dtype))\n"
PARTNER = "    return np.asarray(array_of(y), dtype=dtype)\n"

OPERATOR_MISTAKES = [
    of_operators(
        "times-is-the-dot-product",
        "Your `x * y` adds up the products: it is the dot product.",
        "One function of NumPy multiplies number by number, and another also adds up.",
        fails=("values",),
        edits={
            "        return combine(np.multiply, self, other)\n": (
                "        return combine(np.dot, self, other)\n"
            )
        },
    ),
    of_operators(
        "the-larger-must-stand-on-the-left",
        "Your operators add a row to a table, but not a table to a row.",
        "NumPy's rule for broadcasting does not ask which of the two stands on the left.",
        fails=("values",),
        edits={
            MIXED_DTYPES: (
                MIXED_DTYPES
                + "    if has_value(x) and has_value(y) and len(x.shape) < len(y.shape):\n"
                '        raise ValueError("the shapes do not fit")\n'
            )
        },
    ),
    of_operators(
        "power-multiplies",
        "Your `x ** y` multiplies x by y.",
        "Try 3 ** 2. The numbers 2 ** 2 and 2 * 2 do not tell the two apart.",
        fails=("values",),
        edits={
            "        return combine(np.power, self, other)\n": (
                "        return combine(np.multiply, self, other)\n"
            )
        },
    ),
    of_operators(
        "minus-does-nothing",
        "Your `-x` gives the numbers of x with their old signs.",
        "By what must a number be multiplied to change its sign?",
        fails=("minus",),
        edits={"combine(np.multiply, self, -1)": "combine(np.multiply, self, 1)"},
    ),
    of_operators(
        "the-result-lands-in-the-partner",
        "Your operators write the result into the array beside the Tensor.",
        "Whose array is that, and who else reads it?",
        fails=("new Tensors",),
        edits={
            APPLIED: (
                "    other = partner(y, dtype)\n"
                "    result = np.asarray(function(partner(x, dtype), other))\n"
                "    if (other.shape, other.dtype) == (result.shape, result.dtype):\n"
                "        other[...] = result\n"
            )
        },
    ),
    of_operators(
        "nothing-to-add",
        "Where 0 is added, your operator gives back the Tensor itself, and no new one.",
        "Is `x + 0` the same Tensor as x, or one that is equal to it?",
        fails=("new Tensors",),
        edits={
            "    return Tensor(result)\n": (
                "    if has_value(x) and x.shape == result.shape and (result == x.numpy()).all():\n"
                "        return x\n"
                "    return Tensor(result)\n"
            )
        },
    ),
    of_operators(
        "one-result-for-all",
        "All results of your operators are one and the same Tensor, which changes each time.",
        "Compute y = x + 1, then z = x * 2. What does y hold now?",
        fails=("new Tensors",),
        edits={
            "    return Tensor(result)\n": (
                '    combine.result = getattr(combine, "result", None) or Tensor(result)\n'
                "    combine.result._array = np.array(result)\n"
                "    return combine.result\n"
            )
        },
    ),
    of_operators(
        "a-number-makes-an-array",
        "With a number beside your Tensor, the result is an array.",
        "The sum of two Tensors is a Tensor. Where do numbers take another way?",
        fails=("new Tensors",),
        edits={
            "    return Tensor(result)\n": (
                "    if isinstance(x, (int, float)) or isinstance(y, (int, float)):\n"
                "        return np.asarray(result)\n"
                "    return Tensor(result)\n"
            )
        },
    ),
    of_operators(
        "minus-turns-the-tensor-itself",
        "`-x` changes the sign of x itself.",
        "Where does the result of an operator live?",
        fails=("minus",),
        edits={
            "        return combine(np.multiply, self, -1)\n": (
                "        self._array = -self._array\n        return Tensor(self._array)\n"
            )
        },
    ),
    of_operators(
        "the-result-is-converted",
        "Your operators compute first and convert the result, so that a list beside a float32 "
        "Tensor is computed with in 64 bits.",
        "The docstring says who takes the dtype, and when.",
        fails=("dtypes",),
        edits={
            APPLIED: "    result = function(array_of(x), array_of(y))\n",
            "    return Tensor(result)\n": "    return Tensor(result, dtype=dtype)\n",
        },
    ),
    of_operators(
        "float-results-are-converted",
        "Your operators compute floats first and convert the result, so that a list beside a "
        "float32 Tensor is computed with in 64 bits.",
        "The docstring says who takes the dtype, and when.",
        fails=("dtypes",),
        edits={
            APPLIED: "    result = function(array_of(x), array_of(y))\n",
            "    return Tensor(result)\n": (
                '    cut = dtype.kind == "i" and result.dtype.kind == "f"\n'
                "    return Tensor(result, dtype=None if cut else dtype)\n"
            ),
        },
    ),
    of_operators(
        "arrays-keep-their-dtype",
        "Your operators convert numbers and lists, but an array beside a Tensor keeps its dtype.",
        "Who decides about the dtype, the Tensor or its partner?",
        fails=("dtypes",),
        edits={
            PARTNER: (
                "    y = array_of(y)\n"
                "    return y if isinstance(y, np.ndarray) else np.asarray(y, dtype=dtype)\n"
            )
        },
    ),
    of_operators(
        "numpy-numbers-keep-their-dtype",
        "A NumPy number such as `np.float64(0.5)` beside your float32 Tensor makes the result "
        "float64.",
        "Lists and arrays follow the Tensor. What else has a dtype of its own?",
        fails=("dtypes",),
        edits={
            PARTNER: (
                "    y = array_of(y)\n"
                "    return y if isinstance(y, np.float64) else np.asarray(y, dtype=dtype)\n"
            )
        },
    ),
    of_operators(
        "floats-of-two-sizes-mix",
        "Your operators refuse a float Tensor beside an int Tensor, but let float32 and float64 "
        "pass.",
        "`dtype.kind` is the same for both. Are the dtypes?",
        fails=("dtypes",),
        edits={
            MIXED_DTYPES: MIXED_DTYPES.replace("x.dtype != y.dtype", "x.dtype.kind != y.dtype.kind")
        },
    ),
    of_operators(
        "mixed-dtypes-are-a-type-error",
        "Your operators refuse to mix two dtypes, but not with the ValueError that was agreed on.",
        "Whoever catches an error has to know its class. The docstring names it.",
        fails=("dtypes",),
        edits={MIXED_DTYPES: MIXED_DTYPES.replace("ValueError", "TypeError")},
    ),
    of_operators(
        "the-left-array-decides",
        "An array on the left of your Tensor keeps its dtype, and the Tensor follows.",
        "`array - x` and `x - array`: who decides the dtype in each?",
        fails=("dtypes",),
        edits={
            "    dtype = x.dtype if has_value(x) else y.dtype\n": (
                '    dtype = x.dtype if hasattr(x, "dtype") else y.dtype\n'
            )
        },
    ),
    of_operators(
        "results-take-the-dtype",
        "Your results are converted to the dtype of the operands: `Tensor([1, 2]) / 2` is cut to "
        "whole numbers.",
        "The partner follows the Tensor. Does the result have to follow, too?",
        fails=("dtypes",),
        edits={"    return Tensor(result)\n": "    return Tensor(result, dtype=dtype)\n"},
    ),
    of_operators(
        "the-larger-dtype-wins",
        "When two Tensors of different dtypes meet, yours take the larger dtype, as in NumPy.",
        "Which of the two dtypes was chosen by mistake? How would you know?",
        fails=("dtypes",),
        edits={
            MIXED_DTYPES: (
                "    if has_value(x) and has_value(y):\n"
                "        dtype = np.result_type(x.dtype, y.dtype)\n"
            )
        },
    ),
    of_operators(
        "mixed-dtypes-fail-an-assert",
        "Where two dtypes meet, yours is an AssertionError, not a ValueError.",
        "Which statement raises an error of the kind that you want?",
        fails=("dtypes",),
        edits={
            MIXED_DTYPES: "    assert not (has_value(x) and has_value(y)) or x.dtype == y.dtype\n"
        },
    ),
    of_operators(
        "arrays-of-another-dtype-are-refused",
        "Your operators refuse an array whose dtype is not the Tensor's, as if it were a Tensor.",
        "Which partners follow the Tensor, and which have a say of their own?",
        fails=("dtypes",),
        edits={
            MIXED_DTYPES: MIXED_DTYPES.replace(
                "if has_value(x) and has_value(y) and x.dtype",
                'if hasattr(x, "dtype") and hasattr(y, "dtype") and x.dtype',
            )
        },
    ),
]

VARIABLE_MISTAKES = [
    of_variable(
        "numpys-own-dtypes",
        "Your Variable takes NumPy's dtypes for Python numbers: float64 and int64.",
        "Which of your classes already knows the rules?",
        fails=("own state",),
        edits={
            VARIABLE_INIT: "        self._array = np.array(array_of(initial_value), dtype=dtype)\n"
        },
    ),
    of_variable(
        "dtype-argument-ignored",
        "Your Variable never looks at its argument `dtype`.",
        "Who has the last word when a dtype is given?",
        fails=("own state",),
        edits={VARIABLE_INIT: VARIABLE_INIT.replace(", dtype)", ")")},
    ),
    of_variable(
        "dtype-argument-ignored-for-tensors",
        "Your Variable ignores its argument `dtype` where it copies a Tensor or a Variable.",
        "Who has the last word when a dtype is given?",
        fails=("own state",),
        edits={
            VARIABLE_INIT: (
                "        dtype = None if has_value(initial_value) else dtype\n" + VARIABLE_INIT
            )
        },
    ),
    of_variable(
        "dtypes-of-variables-mix",
        "Your operators refuse a Tensor of another dtype, but accept such a Variable.",
        "A Variable has a dtype, too: what does `has_value` say of it?",
        fails=("expressions",),
        edits={
            MIXED_DTYPES: MIXED_DTYPES.replace(
                "has_value(x) and has_value(y)", "isinstance(x, Tensor) and isinstance(y, Tensor)"
            )
        },
    ),
    of_variable(
        "trainable-is-forgotten",
        "Your Variable is trainable even where `trainable=False` was given.",
        "An argument that nobody looks at is a promise that nobody keeps.",
        fails=("own state",),
        edits={
            "self.trainable, self.name = trainable, name": "self.trainable, self.name = True, name"
        },
    ),
    of_variable(
        "the-name-is-forgotten",
        "Your Variable forgets the name that it was given.",
        "An argument that nobody looks at is a promise that nobody keeps.",
        fails=("own state",),
        edits={
            "self.trainable, self.name = trainable, name": (
                'self.trainable, self.name = trainable, "Variable"'
            )
        },
    ),
    of_variable(
        "value-shares-the-array",
        "`value()` gives a Tensor around the Variable's own array: it changes when the Variable "
        "does.",
        "A Tensor is a value that nobody can change, not even the Variable that it came from.",
        fails=("snapshots",),
        edits={
            "        return Tensor(self._array)\n": (
                "        x = Tensor(0.0)\n        x._array = self._array\n        return x\n"
            )
        },
    ),
    of_variable(
        "value-goes-through-lists",
        "`value()` loses the Variable's dtype: it goes through Python numbers.",
        "A list does not remember a dtype. An array does.",
        fails=("snapshots",),
        edits={
            "        return Tensor(self._array)\n": "        return Tensor(self._array.tolist())\n"
        },
    ),
    of_variable(
        "value-gives-an-array",
        "`value()` gives an array, as `numpy()` does.",
        "Two methods read a Variable. In what do they differ?",
        fails=("snapshots",),
        edits={"        return Tensor(self._array)\n": "        return self._array.copy()\n"},
    ),
    of_variable(
        "as-trainable-as-its-model",
        "A Variable that you make from another one is trainable whenever that one is.",
        "The value is copied. Who decides about `trainable`?",
        fails=("own state",),
        edits={
            VARIABLE_INIT: (
                VARIABLE_INIT
                + '        self.trainable = getattr(initial_value, "trainable", trainable)\n'
            )
        },
    ),
    of_variable(
        "value-gives-the-first-value",
        "`value()` of your Variable gives its first value, whatever has been assigned.",
        "When should the Tensor be made: with the Variable, or when somebody reads it?",
        fails=("snapshots",),
        edits={
            VARIABLE_INIT: VARIABLE_INIT + "        self._value = Tensor(self._array)\n",
            "        return Tensor(self._array)\n": "        return self._value\n",
        },
    ),
    of_variable(
        "refuses-without-advice",
        "`v += 1` is refused, but whoever meets the error does not learn what to write instead.",
        "The message of an error is what its reader sees. What would help them?",
        fails=("v += 1",),
        edits={'"write v.assign_add(x), or y = v + x"': '"this is not allowed"'},
    ),
    of_variable(
        "returns-the-error",
        "`v += 1` returns an error instead of raising it: afterwards the name v stands for the "
        "error.",
        "An error that is returned stops nobody. Which word of Python throws it?",
        fails=("v += 1",),
        edits={"        raise RuntimeError(": "        return RuntimeError("},
    ),
    of_variable(
        "changes-before-it-refuses",
        "`v += 1` is refused, but only after it has changed your Variable.",
        "A refused call should leave everything as it was.",
        fails=("v += 1",),
        edits={
            REFUSED_UPDATES: REFUSED_UPDATES.replace(
                "        raise", "        self._array[...] += array_of(other)\n        raise"
            )
        },
    ),
    of_variable(
        "items-are-a-runtime-error",
        "`v[0] = 1` is refused, but not with the TypeError that was agreed on.",
        "What does Python raise by itself if a class has no `__setitem__`?",
        fails=("v += 1",),
        edits={
            REFUSED_UPDATES: (
                REFUSED_UPDATES + "\n    def __setitem__(self, place, value):\n"
                '        raise RuntimeError("write v.assign(x)")\n'
            )
        },
    ),
    of_variable(
        "not-trainable-by-default",
        "Your Variables are not trainable unless they are told to be.",
        "Which default does `trainable` have in the cell that you were given?",
        fails=("own state",),
        edits={"initial_value, trainable=True, name": "initial_value, trainable=False, name"},
    ),
    of_variable(
        "dtype-comes-second",
        "The second argument of your Variable is `dtype`; in the cell that you were given it "
        "is `trainable`.",
        "In which order does `Variable(...)` take its arguments?",
        fails=("own state",),
        edits={
            'trainable=True, name="Variable", dtype=None': (
                'dtype=None, trainable=True, name="Variable"'
            ),
            "        self._array = np.array(Tensor(array_of(initial_value), dtype).numpy())\n": (
                "        dtype = None if isinstance(dtype, bool) else dtype\n"
                "        self._array = np.array(Tensor(array_of(initial_value), dtype).numpy())\n"
            ),
        },
    ),
    of_variable(
        "augmented-only-prints",
        "`v += 1` prints a message and goes on: nobody can catch that.",
        "Which statement stops a program, and says why?",
        fails=("v += 1",),
        edits={
            REFUSED_UPDATES: (
                "    def __iadd__(self, other):\n"
                '        print(end="")  # a message\n'
                "        return self\n\n"
                "    __isub__ = __imul__ = __itruediv__ = __iadd__\n"
            )
        },
    ),
]

ASSIGN_MISTAKES = [
    of_assign(
        "zeros-are-taken-for-nothing",
        "Your `assign` does nothing when the new value is zero.",
        "`if value` is false for 0. Is 0 not a value?",
        fails=("values",),
        edits={
            ASSIGN: (
                "        array = self.fitting(value)\n"
                "        if array.any():\n"
                "            self._array[...] = array\n"
                "        return self\n"
            )
        },
    ),
    of_assign(
        "flat-lists-only",
        "Your assign methods take a list of numbers, but not a list of lists.",
        "NumPy makes an array of a nested list by itself.",
        fails=("values",),
        edits={
            WRONG_DTYPE: (
                "        if isinstance(value, list):\n"
                "            value = [float(number) for number in value]\n" + WRONG_DTYPE
            )
        },
    ),
    of_assign(
        "a-number-loses-its-box",
        "After an `assign_add` your Variable of shape () holds a NumPy number, which the next "
        "`assign` cannot write into.",
        "`np.array(1.0) + np.array(2.0)` is not an array. How can a sum be put into the old one?",
        fails=("values",),
        edits={
            ASSIGN_ADD: ASSIGN_ADD.replace(
                "self._array[...] += self", "self._array = self._array + self"
            ),
            ASSIGN_SUB: ASSIGN_SUB.replace(
                "self._array[...] -= self", "self._array = self._array - self"
            ),
        },
    ),
    of_assign(
        "value-is-stale-after-an-update",
        "After an `assign_add` or `assign_sub`, `value()` of your Variable gives the old value.",
        "When is the Tensor that `value()` gives made anew?",
        fails=("values",),
        edits={
            VARIABLE_INIT: VARIABLE_INIT + "        self._value = Tensor(self._array)\n",
            "        return Tensor(self._array)\n": "        return self._value\n",
            ASSIGN: ASSIGN.replace(
                "        return", "        self._value = Tensor(self._array)\n        return"
            ),
        },
    ),
    of_assign(
        "numpy-numbers-are-taken-for-tensors",
        "Your assign methods refuse a NumPy number of another dtype, as if it were a Tensor.",
        "A NumPy number has a dtype, too. Does it have a `numpy()`?",
        fails=("dtypes",),
        edits={
            WRONG_DTYPE: WRONG_DTYPE.replace(
                "has_value(value)", "(has_value(value) or isinstance(value, np.generic))"
            )
        },
    ),
    of_assign(
        "a-number-is-spread",
        "Your assign methods spread a single number over the whole Variable.",
        "`v.assign(0.5)` for three places is the bug that the exercise began with.",
        fails=("shapes",),
        edits={
            WRONG_SHAPE: (
                "        if array.ndim == 0:\n"
                "            array = np.full(self.shape, array)\n" + WRONG_SHAPE
            )
        },
    ),
    of_assign(
        "shapes-of-tensors-are-not-checked",
        "Your assign methods look at the shape of lists and arrays, but spread a Tensor or "
        "Variable "
        "that is too small.",
        "The rule for shapes is the same, whatever is assigned.",
        fails=("shapes",),
        edits={
            WRONG_SHAPE: WRONG_SHAPE.replace(
                "array.shape != self.shape", "array.shape != self.shape and not has_value(value)"
            )
        },
    ),
    of_assign(
        "as-many-axes-and-numbers",
        "Your assign methods accept a value with as many axes and as many numbers: (3, 2) "
        "for (2, 3).",
        "Six numbers in two rows and six in three rows mean different things.",
        fails=("shapes",),
        edits={
            WRONG_SHAPE: (
                "        if (array.ndim, array.size) != (self._array.ndim, self._array.size):\n"
                '            raise ValueError("another shape")\n'
                "        array = array.reshape(self.shape)\n"
            )
        },
    ),
    of_assign(
        "shapes-are-a-type-error",
        "Your assign methods refuse another shape, but not with the ValueError that was agreed on.",
        "Whoever catches an error has to know its class. The docstring names it.",
        fails=("shapes",),
        edits={WRONG_SHAPE: WRONG_SHAPE.replace("ValueError", "TypeError")},
    ),
    of_assign(
        "floats-of-two-sizes-mix",
        "Your assign methods refuse ints for floats, but silently convert a float64 Tensor for "
        "a float32 Variable.",
        "`dtype.kind` is the same for both. Are the dtypes?",
        fails=("dtypes",),
        edits={
            WRONG_DTYPE: WRONG_DTYPE.replace(
                "value.dtype != self.dtype", "value.dtype.kind != self.dtype.kind"
            )
        },
    ),
    of_assign(
        "dtypes-of-variables-are-not-checked",
        "Your assign methods refuse a Tensor of another dtype, but silently convert a Variable.",
        "Two of your classes have a dtype that somebody chose.",
        fails=("dtypes",),
        edits={WRONG_DTYPE: WRONG_DTYPE.replace("has_value(value)", "isinstance(value, Tensor)")},
    ),
    of_assign(
        "written-before-the-dtype-is-checked",
        "Your assign methods refuse a Tensor of another dtype only after they have written it.",
        "In which order do the checking and the writing come?",
        fails=("dtypes",),
        edits={
            WRONG_DTYPE: WRONG_DTYPE.replace(
                "            raise",
                "            self._array[...] = value.numpy()\n            raise",
            )
        },
    ),
    *(
        of_assign(
            f"{method.replace('_', '-')}-returns-{what}",
            f"Your `{method}` returns {instead}",
            "What do the other two methods return?",
            fails=("chains",),
            edits={body: body.replace("        return self\n", ending)},
        )
        for method, body in [
            ("assign", ASSIGN),
            ("assign_add", ASSIGN_ADD),
            ("assign_sub", ASSIGN_SUB),
        ]
        for what, instead, ending in [
            ("the-value", "the new value, not the Variable.", "        return self.value()\n"),
            ("none", "nothing, so nothing can follow it in a chain.", ""),
        ]
    ),
    of_assign(
        "assign-sub-turns-the-list",
        "Your `assign_sub` puts a minus in front of the value before it is an array; a list "
        "cannot take it.",
        "`-[1.0, 2.0]` is a TypeError. When does the list become an array?",
        fails=("values",),
        edits={ASSIGN_SUB: "        return self.assign_add(-delta)\n"},
    ),
    of_assign(
        "clears-before-it-reads",
        "Your `assign` empties the Variable before it reads the new value: v.assign(v) gives "
        "zeros.",
        "The new value may be the Variable itself. When must it be read?",
        fails=("expressions",),
        edits={
            ASSIGN: (
                "        self.fitting(value)\n"
                "        self._array[...] = 0\n"
                "        self._array[...] += self.fitting(value)\n"
                "        return self\n"
            )
        },
    ),
    of_assign(
        "computes-in-the-array-given",
        "Your `assign_sub` uses the array that it was given as scratch paper.",
        "Whose array is it, and what will its owner find in it afterwards?",
        fails=("snapshots",),
        edits={
            ASSIGN_SUB: (
                "        self.fitting(delta)\n"
                "        array = np.asarray(array_of(delta), dtype=self.dtype)\n"
                "        if array.ndim:\n"
                "            np.subtract(self._array, array, out=array)\n"
                "            self._array[...] = array\n"
                "        else:\n"
                "            self._array[...] -= array\n"
                "        return self\n"
            )
        },
    ),
    of_assign(
        "fitting-gives-a-list",
        "Your `fitting` gives a Python list.",
        "What has a dtype, an array or a list?",
        fails=("fitting",),
        edits={"    return v.fitting(value)\n": "    return v.fitting(value).tolist()\n"},
    ),
    of_assign(
        "fitting-gives-a-tensor",
        "Your `fitting` gives a Tensor.",
        "The Variable keeps its numbers in `v._array`. Of which class is that?",
        fails=("fitting",),
        edits={"    return v.fitting(value)\n": "    return Tensor(v.fitting(value))\n"},
    ),
    of_assign(
        "fitting-keeps-numpys-dtype",
        "Your `fitting` gives an array of the dtype that NumPy chooses, not of the Variable's.",
        "What is the dtype of `np.array([3, 4])`, and which should it be?",
        fails=("fitting",),
        edits={
            "    return v.fitting(value)\n": (
                "    v.fitting(value)\n    return np.array(array_of(value))\n"
            )
        },
    ),
    of_assign(
        "assign-makes-it-anew",
        "Your `assign` calls `__init__` again, so that the Variable forgets that it was not "
        "trainable, and its name.",
        "What does a Variable keep besides its value?",
        fails=("values",),
        edits={
            ASSIGN: "        self.__init__(self.fitting(value))\n        return self\n",
        },
    ),
    of_assign(
        "arrays-of-another-dtype-are-refused",
        "Your assign methods refuse an array whose dtype is not the Variable's.",
        "The docstring of `fitting` names two kinds of values. Which kind takes the dtype of v?",
        fails=("dtypes",),
        edits={
            WRONG_DTYPE: WRONG_DTYPE.replace("has_value(value)", 'hasattr(value, "dtype")'),
        },
    ),
    of_assign(
        "other-dtypes-are-a-type-error",
        "Your assign methods raise a TypeError for a Tensor of another dtype.",
        "Which kind of error does the docstring of `fitting` name?",
        fails=("dtypes",),
        edits={WRONG_DTYPE: WRONG_DTYPE.replace("ValueError", "TypeError")},
    ),
    of_assign(
        "other-shapes-are-an-index-error",
        "Your assign methods raise an IndexError for a value of another shape.",
        "Which kind of error does the docstring of `fitting` name?",
        fails=("shapes",),
        edits={WRONG_SHAPE: WRONG_SHAPE.replace("ValueError", "IndexError")},
    ),
    of_assign(
        "asserts-instead-of-raising",
        "Your assign methods check with `assert`, so that what does not fit is an AssertionError.",
        "Which statement raises an error of the kind that you want?",
        fails=("shapes", "dtypes"),
        edits={
            WRONG_DTYPE: "        assert not has_value(value) or value.dtype == self.dtype\n",
            WRONG_SHAPE: "        assert array.shape == self.shape\n",
        },
    ),
    of_assign(
        "assign-sub-subtracts-from-delta",
        "Your `assign_sub` gives delta minus the value, not the value minus delta.",
        "Let v hold 5 and take 1 away. What is left?",
        fails=("values",),
        edits={
            ASSIGN_SUB: (
                "        self._array[...] = self.fitting(delta) - self._array\n"
                "        return self\n"
            )
        },
    ),
    of_assign(
        "the-number-of-axes-is-checked",
        "Your assign methods compare how many axes there are, not how long they are.",
        "Do the shapes (1,) and (3,) fit?",
        fails=("shapes",),
        edits={
            WRONG_SHAPE: WRONG_SHAPE.replace(
                "array.shape != self.shape", "array.ndim != len(self.shape)"
            )
        },
    ),
]

SCATTER_MISTAKES = [
    of_scatter(
        "vectors-and-matrices-only",
        "Your scatter handles Variables of one or two axes, but not of three.",
        "A row of a Variable has the shape v.shape[1:], whatever that is.",
        fails=("rows",),
        edits={
            WRONG_ROW_SHAPE: (
                WRONG_ROW_SHAPE + "        if rows.ndim > 2:\n"
                '            raise ValueError("expected rows of a table")\n'
            )
        },
    ),
    of_scatter(
        "int32-indices-only",
        "Your scatter refuses indices of int64.",
        "The docstring asks for ints. Of how many bits?",
        fails=("rows",),
        edits={
            WRONG_ROW_SHAPE: (
                WRONG_ROW_SHAPE + "        if indices.dtype != np.int32:\n"
                '            raise ValueError("the indices must be int32")\n'
            )
        },
    ),
    of_scatter(
        "dense-shape-is-forgotten",
        "Your `IndexedSlices` forgets its dense_shape.",
        "It is handed three things. How many does it keep?",
        fails=("rows",),
        edits={
            "= values, indices, dense_shape\n": "= values, indices, None\n",
        },
    ),
    of_scatter(
        "duplicates-are-refused",
        "Your scatter refuses slices that name a row twice.",
        "A word may stand twice in a sentence. What should become of its row?",
        fails=("duplicates",),
        edits={
            WRONG_ROW_SHAPE: (
                WRONG_ROW_SHAPE + "        if len(set(indices.tolist())) < len(indices):\n"
                '            raise ValueError("a row is named twice")\n'
            )
        },
    ),
    of_scatter(
        "scatter-sub-takes-negative-indices",
        "Your `scatter_update` refuses the index -1, but in `scatter_sub` it means the last row.",
        "Which of your functions should look after the indices of both?",
        fails=("bounds",),
        edits={NEGATIVE: "", UPDATE: NEGATIVE + UPDATE},
    ),
    of_scatter(
        "scatter-sub-checks-nothing",
        "Your `scatter_sub` subtracts whatever it is given, and never asks `checked`.",
        "Which rows would `checked` refuse, and what does NumPy make of them?",
        fails=("bounds", "contracts"),
        edits={
            "        indices, rows = self.checked(slices)\n" + SUBTRACT: (
                "        indices, rows = slices.indices.numpy(), slices.values.numpy()\n" + SUBTRACT
            )
        },
    ),
    of_scatter(
        "narrow-rows-are-stretched",
        "Your scatter counts the rows, but stretches a row that is too short.",
        "NumPy broadcasts `array[indices] = rows`. Which shape must a row have?",
        fails=("contracts",),
        edits={
            WRONG_ROW_SHAPE: (
                "        if len(rows) != len(indices):\n"
                '            raise ValueError("one row for each index")\n'
                "        rows = np.broadcast_to(rows, indices.shape + self.shape[1:])\n"
            )
        },
    ),
    of_scatter(
        "only-the-last-axis-is-compared",
        "Your scatter compares only the last axis of a row, and broadcasts the others.",
        "What is `v.shape[1:]` for a Variable of shape (3, 2, 2)?",
        fails=("contracts",),
        edits={
            WRONG_ROW_SHAPE: (
                "        shape = indices.shape + self.shape[1:]\n"
                "        ends = rows.shape[1:][-1:] != shape[1:][-1:]\n"
                "        if rows.ndim != len(shape) or len(rows) != len(indices) or ends:\n"
                '            raise ValueError("the rows do not fit")\n'
            )
        },
    ),
    of_scatter(
        "only-the-first-axis-is-compared",
        "Your scatter compares only the first axis of a row, and broadcasts the others.",
        "What is `v.shape[1:]` for a Variable of shape (3, 2, 2)?",
        fails=("contracts",),
        edits={
            WRONG_ROW_SHAPE: (
                "        shape = indices.shape + self.shape[1:]\n"
                "        if rows.ndim != len(shape) or rows.shape[:2] != shape[:2]:\n"
                '            raise ValueError("the rows do not fit")\n'
            )
        },
    ),
    of_scatter(
        "the-last-row-is-refused",
        "Your scatter refuses the last row of a Variable.",
        "Which is the index of the last of three rows?",
        fails=("rows", "bounds"),
        edits={BEYOND: BEYOND.replace("len(self._array)", "len(self._array) - 1")},
    ),
    of_scatter(
        "indices-are-held-against-the-columns",
        "Your scatter compares the indices with the number of columns.",
        "An index names a row. Which entry of `v.shape` counts the rows?",
        fails=("rows", "bounds"),
        edits={BEYOND: BEYOND.replace("len(self._array)", "self.shape[-1]")},
    ),
    of_scatter(
        "dense-shape-is-required",
        "Your IndexedSlices cannot be made without a dense_shape.",
        "What does `dense_shape=None` in a signature say?",
        fails=(
            *("checked", "rows", "duplicates", "bounds"),
            *("all or nothing", "contracts", "chains", "bystanders"),
        ),
        costly="Most slices are made without a dense_shape.",
        edits={"dense_shape=None": "dense_shape"},
    ),
    of_scatter(
        "as-many-numbers-will-do",
        "Your scatter counts the numbers of the rows and does not look at their shape.",
        "Six numbers in two rows and six in three rows mean different things.",
        fails=("contracts",),
        edits={
            WRONG_ROW_SHAPE: (
                "        shape = indices.shape + self.shape[1:]\n"
                "        if rows.size != np.prod(shape):\n"
                '            raise ValueError("not as many numbers")\n'
                "        rows = rows.reshape(shape)\n"
            )
        },
    ),
    of_scatter(
        "no-slices-are-a-value-error",
        "Your scatter refuses anything but IndexedSlices, though not with the TypeError that "
        "was agreed on.",
        "A bad value of a good kind is a ValueError. And a thing of another kind?",
        fails=("contracts",),
        edits={NO_SLICES: NO_SLICES.replace("TypeError", "ValueError")},
    ),
    of_scatter(
        "written-before-the-dtype-is-checked",
        "Your scatter refuses rows of another dtype only after they have been written.",
        "Check everything first and write afterwards.",
        fails=("contracts",),
        edits={
            WRONG_ROW_DTYPE: WRONG_ROW_DTYPE.replace(
                "            raise", "            self._array[indices] = rows\n            raise"
            )
        },
    ),
    of_scatter(
        "whatever-has-values-and-indices",
        "Your scatter takes anything that has values and indices for IndexedSlices.",
        "The docstring speaks of a class. How does one ask for it?",
        fails=("contracts",),
        edits={
            NO_SLICES: NO_SLICES.replace(
                "not isinstance(slices, IndexedSlices)",
                'not (hasattr(slices, "values") and hasattr(slices, "indices"))',
            )
        },
    ),
    *(
        of_scatter(
            f"{name}-returns-none",
            f"Your `{method}` returns nothing, so nothing can follow it in a chain.",
            "What does its sister return?",
            fails=("chains",),
            edits={body: body.replace("        return self\n", "")},
        )
        for name, method, body in [
            ("scatter-update", "scatter_update", UPDATE),
            ("scatter-sub", "scatter_sub", SUBTRACT),
        ]
    ),
    of_scatter(
        "the-slices-are-negated",
        "Your `scatter_sub` changes the signs in the slices that it was given.",
        "Who else may still need these slices?",
        fails=("bystanders",),
        edits={
            SUBTRACT: (
                "        slices.values._array[...] = -rows\n"
                "        np.add.at(self._array, indices, slices.values.numpy())\n"
                "        return self\n"
            )
        },
    ),
    of_scatter(
        "writes-into-the-initial-array",
        "Your Variables share the array that they were made from, and a scatter into one of them "
        "changes the others.",
        "Whose array is it, after `Variable(a)`?",
        fails=("bystanders",),
        edits={
            VARIABLE_INIT: (
                VARIABLE_INIT + "        if isinstance(initial_value, np.ndarray):\n"
                "            self._array = initial_value\n"
            )
        },
    ),
    of_scatter(
        "checked-gives-the-values-first",
        "Your `checked` gives the values first and then the indices.",
        "In which order does the docstring name the two?",
        fails=("checked",),
        edits={"    return v.checked(slices)\n": "    return v.checked(slices)[::-1]\n"},
    ),
    of_scatter(
        "checked-gives-tensors",
        "Your `checked` gives two Tensors.",
        "What can index an array, a Tensor or an array?",
        fails=("checked",),
        edits={
            "    return v.checked(slices)\n": (
                "    v.checked(slices)\n    return slices.indices, slices.values\n"
            )
        },
    ),
    of_scatter(
        "checked-gives-nothing",
        "Your `checked` checks, and gives nothing back.",
        "What do the two scatters need from it, once all is well?",
        fails=("checked",),
        edits={"    return v.checked(slices)\n": "    v.checked(slices)\n"},
    ),
    of_scatter(
        "zeros-are-not-written",
        "Your `scatter_update` leaves a number as it was where the new one is 0.",
        "Is 0 not a number like any other?",
        fails=("rows",),
        edits={
            UPDATE: UPDATE.replace("= rows", "= np.where(rows, rows, self._array[indices])"),
        },
    ),
    of_scatter(
        "row-dtypes-are-a-type-error",
        "Values of another dtype are a TypeError in your scatters.",
        "The docstring of `checked` names two kinds of errors. Which one is for what?",
        fails=("contracts",),
        edits={WRONG_ROW_DTYPE: WRONG_ROW_DTYPE.replace("ValueError", "TypeError")},
    ),
    of_scatter(
        "dense-shape-is-guessed",
        "Your IndexedSlices put a shape of their own where no dense_shape is given.",
        "Can anybody tell from a few rows how many there are in all?",
        fails=("rows",),
        edits={
            "self.values, self.indices, self.dense_shape = values, indices, dense_shape": (
                "self.values, self.indices = values, indices\n"
                "        self.dense_shape = values.shape if dense_shape is None else dense_shape"
            )
        },
    ),
]

PROMISES = [
    *TENSOR_MISTAKES,
    *OPERATOR_MISTAKES,
    *VARIABLE_MISTAKES,
    *ASSIGN_MISTAKES,
    *SCATTER_MISTAKES,
]
