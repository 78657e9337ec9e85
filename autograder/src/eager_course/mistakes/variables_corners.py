"""Mistakes of the stage variables in the corners: all is well but for one kind of argument."""

from .variables_library import (
    ASSIGN,
    ASSIGN_ADD,
    NO_SLICES,
    SUBTRACT,
    TENSOR_INIT,
    TENSOR_READ,
    UPDATE,
    VARIABLE_INIT,
    WRONG_ROW_DTYPE,
    of_assign,
    of_operators,
    of_scatter,
    of_tensor,
    of_variable,
)

TAKEN = "        array = np.array(array_of(value), dtype=self.dtype)\n"

TENSOR_MISTAKES = [
    of_tensor(
        "the-rules-come-before-dtype",
        "Your Tensor turns Python numbers into float32 or int32 first, and only then into "
        "`dtype`: digits are lost on the way.",
        "Which digits of 0.1 are left after float32, and which would float64 keep?",
        fails=("given dtypes",),
        edits={
            TENSOR_INIT: (
                "        wanted, dtype = dtype, None\n"
                + TENSOR_INIT
                + "        if wanted is not None:\n"
                "            self._array = self._array.astype(wanted)\n"
            )
        },
    ),
    of_tensor(
        "ints-go-through-float32",
        "Your Tensor turns Python ints into float32 first, and only then into int32: large ones "
        "lose digits on the way.",
        "What becomes of 16777217 in float32?",
        fails=("Python numbers",),
        edits={
            "            kind = np.array(value).dtype.kind\n": (
                "            kind = np.array(value).dtype.kind\n"
                "            value = np.array(value, dtype=np.float32)\n"
            )
        },
    ),
    of_tensor(
        "arrays-of-ints-become-int32",
        "An array of ints becomes int32 in your Tensor, whatever its dtype is.",
        "Who chose the dtype of an array?",
        fails=("given dtypes",),
        edits={
            TENSOR_INIT: (
                "        ints = isinstance(value, np.ndarray) and value.dtype.kind in 'iu'\n"
                "        if dtype is None and ints:\n"
                "            dtype = np.int32\n" + TENSOR_INIT
            )
        },
    ),
    of_tensor(
        "bools-stay-bools",
        "Python bools stay bools in your Tensor, even where `dtype` asks for something else.",
        "What does `dtype` decide, if it is given?",
        fails=("given dtypes",),
        edits={
            TENSOR_INIT: (
                "        if np.array(value).dtype == bool:\n            dtype = np.bool_\n"
                + TENSOR_INIT
            )
        },
    ),
    of_tensor(
        "numpy-leaks-single-numbers",
        "`numpy()` copies lists and tables, but hands out the Tensor's own array where it holds a "
        "single number.",
        "An array of shape () can be written into: `array[...] = 7`. Whose is it?",
        fails=("hands out copies",),
        edits={
            TENSOR_READ: TENSOR_READ.replace(
                "self._array.copy()", "self._array.copy() if self._array.ndim else self._array"
            )
        },
    ),
    of_tensor(
        "numpy-goes-through-lists",
        "`numpy()` makes a list of the value and an array of the list: an array without numbers "
        "loses its shape.",
        "What is `np.zeros((0, 2)).tolist()`, and which shape has an array made of it?",
        fails=("value",),
        edits={
            TENSOR_READ: TENSOR_READ.replace(
                "self._array.copy()", "np.array(self._array.tolist(), dtype=self.dtype)"
            )
        },
    ),
    of_tensor(
        "numpy-goes-row-by-row",
        "`numpy()` gathers the rows of the value, but a single number has none.",
        "How many rows does an array of shape () have?",
        fails=("value", "copies in", "hands out copies"),
        costly="A single number cannot be read at all.",
        edits={
            TENSOR_READ: TENSOR_READ.replace(
                "self._array.copy()", "np.array([row for row in self._array], self.dtype)"
            )
        },
    ),
]

OPERATOR_MISTAKES = [
    of_operators(
        "floats-win-over-ints",
        "A float beside your int Tensor makes the result a float.",
        "Whose dtype counts in `Tensor([1, 2]) + 0.5`?",
        fails=("dtypes",),
        edits={
            "    result = function(partner(x, dtype), partner(y, dtype))\n": (
                "    kinds = [np.asarray(array_of(operand)).dtype.kind for operand in (x, y)]\n"
                "    if dtype.kind == 'i' and 'f' in kinds:\n"
                "        dtype = np.float32\n"
                "    result = function(partner(x, dtype), partner(y, dtype))\n"
            )
        },
    ),
    of_operators(
        "reflected-converts-the-result",
        "What stands on the left of a minus is not converted: you compute in float64, and convert "
        "the result.",
        "When does the partner take the Tensor's dtype, before the function or after it?",
        fails=("dtypes",),
        edits={
            "        return combine(np.subtract, other, self)\n": (
                "        result = np.subtract(np.asarray(other), self.numpy())\n"
                "        return Tensor(result.astype(self.dtype))\n"
            )
        },
    ),
]

VARIABLE_MISTAKES = [
    of_variable(
        "the-rules-come-before-dtype",
        "Your Variable turns Python floats into float32 first, and only then into `dtype`: "
        "digits are lost on the way.",
        "Which digits of 0.1 are left after float32, and which would float64 keep?",
        fails=("own state",),
        edits={
            VARIABLE_INIT: (
                "        value = Tensor(array_of(initial_value)).numpy()\n"
                "        self._array = np.array(value, dtype=dtype)\n"
            )
        },
    ),
    of_variable(
        "aliases-where-the-dtype-fits",
        "Your Variable copies an array, but not where `dtype` is given and is the array's own.",
        "Which calls of NumPy copy only if they must?",
        fails=("own state",),
        edits={
            VARIABLE_INIT: VARIABLE_INIT + "        if dtype is not None:\n"
            "            self._array = np.asarray(array_of(initial_value), dtype=dtype)\n"
        },
    ),
    of_variable(
        "ints-are-not-trainable",
        "A Variable of ints is never trainable in your class.",
        "What does the docstring say becomes of `trainable`?",
        fails=("own state",),
        edits={
            VARIABLE_INIT: VARIABLE_INIT + '        if self._array.dtype.kind != "f":\n'
            "            self.trainable = False\n"
        },
    ),
    of_variable(
        "the-name-gets-a-number",
        "Your Variable puts something behind the name that it was given.",
        "What does the docstring say becomes of `name`?",
        fails=("own state",),
        edits={VARIABLE_INIT: VARIABLE_INIT + '        self.name = name + "_1"\n'},
    ),
    of_variable(
        "computes-before-it-refuses",
        "`v += x` computes v + x before it refuses: where the two do not fit, another error comes.",
        "Which error comes of `v += x` if x has another shape?",
        fails=("v += 1",),
        edits={
            '        raise RuntimeError("write v.assign_add(x), or y = v + x")\n': (
                '        raise RuntimeError(f"write v.assign_add(x), or y = {self + other}")\n'
            )
        },
    ),
]

ASSIGN_MISTAKES = [
    of_assign(
        "fitting-lets-any-dtype-pass",
        "Your `fitting` converts a Tensor of another dtype and does not refuse it.",
        "Two lines of the docstring of `fitting` begin with `Raises`. Which?",
        fails=("dtypes",),
        edits={
            "    return v.fitting(value)\n": (
                "    return v.fitting(np.asarray(array_of(value), dtype=v.dtype))\n"
            )
        },
    ),
    of_assign(
        "lists-go-through-a-tensor",
        "Your `fitting` makes a Tensor of Python numbers and converts that: digits are lost on the "
        "way.",
        "Which digits of 0.1 are left after float32, and which would a float64 Variable keep?",
        fails=("fitting",),
        edits={
            TAKEN: (
                "        value = value if has_value(value) else Tensor(value)\n"
                "        array = np.array(value.numpy(), dtype=self.dtype)\n"
            )
        },
    ),
    of_assign(
        "lists-of-floats-are-refused",
        "Your `fitting` refuses a list of floats for an int Variable.",
        "Which values must have the dtype of the Variable already, and which take it?",
        fails=("fitting",),
        edits={
            TAKEN: (
                TAKEN + "        floats = np.asarray(array_of(value)).dtype.kind == 'f'\n"
                "        if floats and self.dtype.kind != 'f':\n"
                "            raise ValueError('cannot take floats')\n"
            )
        },
    ),
    of_assign(
        "rows-by-their-place-in-memory",
        "`assign` writes an array in the order of its memory, and mixes up a transposed one.",
        "`a.T` shares its memory with a. In which order do its numbers lie there?",
        fails=("values",),
        edits={
            ASSIGN: (
                "        self._array = self.fitting(value).ravel('K').reshape(self.shape)\n"
                "        return self\n"
            ),
        },
    ),
    of_assign(
        "nothing-new-returns-nothing",
        "Your `assign` returns None where the new value is the old one.",
        "Which `return` does your code reach when there is nothing to change?",
        fails=("chains",),
        edits={
            ASSIGN: (
                "        array = self.fitting(value)\n"
                "        if not np.array_equal(array, self._array):\n"
                "            self._array[...] = array\n"
                "            return self\n"
            )
        },
    ),
    of_assign(
        "adds-in-float32",
        "Your `assign_add` computes in float32, whatever the dtype of the Variable is.",
        "Which digits of a float64 or int64 are left after float32?",
        fails=("values",),
        edits={
            ASSIGN_ADD: (
                "        total = self._array.astype(np.float32) + self.fitting(delta)"
                ".astype(np.float32)\n"
                "        self._array[...] = total\n"
                "        return self\n"
            )
        },
    ),
    of_assign(
        "frozen-variables-are-not-assigned",
        "Your `assign` leaves a Variable that is not trainable as it is.",
        "Whom does `trainable` concern: training, or everybody who assigns?",
        fails=("values",),
        edits={
            ASSIGN: (
                "        array = self.fitting(value)\n"
                "        if self.trainable:\n"
                "            self._array[...] = array\n"
                "        return self\n"
            )
        },
    ),
]

SCATTER_MISTAKES = [
    of_scatter(
        "the-values-are-copied",
        "Your IndexedSlices keep a copy of the values, not the Tensor that they were given.",
        "A Tensor never changes. What would a copy be good for?",
        fails=("rows",),
        edits={
            "self.values, self.indices, self.dense_shape = values, indices, dense_shape": (
                "self.values, self.indices = Tensor(values.numpy()), indices\n"
                "        self.dense_shape = dense_shape"
            )
        },
    ),
    of_scatter(
        "dense-shape-becomes-a-tuple",
        "Your IndexedSlices keep dense_shape as a tuple, whatever they were given.",
        "What does the docstring say about how the three are kept?",
        fails=("rows",),
        edits={
            "self.values, self.indices, self.dense_shape = values, indices, dense_shape": (
                "self.values, self.indices = values, indices\n"
                "        self.dense_shape = dense_shape and tuple(dense_shape)"
            )
        },
    ),
    of_scatter(
        "int-rows-are-not-checked",
        "You compare the dtypes of rows of floats only: an int Variable takes any.",
        "Which rows do not fit an int32 Variable?",
        fails=("contracts",),
        edits={
            WRONG_ROW_DTYPE: WRONG_ROW_DTYPE.replace(
                "rows.dtype != self.dtype", 'rows.dtype != self.dtype and self.dtype.kind == "f"'
            )
        },
    ),
    of_scatter(
        "attribute-errors-come-first",
        "Your `checked` reads the indices before it looks at the class: what has none is an "
        "AttributeError.",
        "What has to be known before `slices.indices` can be read?",
        fails=("contracts",),
        edits={
            NO_SLICES: "        slices.indices.numpy(), slices.values.numpy()\n" + NO_SLICES,
        },
    ),
    of_scatter(
        "one-scatter-only",
        "After one `scatter_update` your Variable cannot be changed again.",
        "Who may write into `self._array` the next time?",
        fails=("rows",),
        edits={
            UPDATE: (
                "        self._array[indices] = rows\n"
                "        self._array.flags.writeable = False\n"
                "        return self\n"
            )
        },
    ),
    of_scatter(
        "lists-of-numbers-have-no-columns",
        "Your `scatter_sub` asks each row for its columns, and a Variable of one axis has none.",
        "What is `v.shape[1:]` for a Variable of shape (3,)?",
        fails=("rows",),
        edits={
            SUBTRACT: (
                "        for index, row in zip(indices, rows):\n"
                "            self._array[index, :] -= row\n"
                "        return self\n"
            )
        },
    ),
]

CORNERS = [
    *TENSOR_MISTAKES,
    *OPERATOR_MISTAKES,
    *VARIABLE_MISTAKES,
    *ASSIGN_MISTAKES,
    *SCATTER_MISTAKES,
]
