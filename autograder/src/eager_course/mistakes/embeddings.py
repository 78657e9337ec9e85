"""Mistakes of the stage embeddings, in the order of its questions."""

from autograder.outside.course.mistake import bodies_of, edits_of

NUMPY = "import numpy as np\n\n\n"

# ------------------------------------------------------------------------ embeddings-lookup

TAKE = (
    NUMPY
    + """
def take_rows(array, ids):
    if ids.dtype.kind not in "iu":
        raise ValueError("no integers")
    if ids.size and ids.min() < 0:
        raise ValueError("below 0")
    if ids.size and ids.max() >= len(array):
        raise ValueError("no such row")
    return np.array(array[ids])
"""
)
of_take = edits_of("embeddings-lookup", TAKE)

LOOKUP_MISTAKES = [
    of_take(
        "negative-ids-wrap",
        "Your take_rows lets NumPy count negative ids from the end, so a typo gives another row.",
        "What does `array[-1]` mean to NumPy, and what should an id of -1 mean here?",
        fails=("range",),
        edits={"ids.min() < 0": "ids.min() < -len(array)"},
    ),
    of_take(
        "zero-refused",
        "Your take_rows refuses id 0, although it is the first row.",
        "With which number does counting begin in Python?",
        fails=("range", "copy"),
        edits={"ids.min() < 0": "ids.min() <= 0"},
    ),
    of_take(
        "last-row-refused",
        "Your take_rows refuses the id of the last row.",
        "How many rows are there, and which id has the last of them?",
        fails=("range", "copy"),
        edits={">= len(array)": ">= len(array) - 1"},
    ),
    of_take(
        "too-large-clipped",
        "Your take_rows gives the last row for an id that is too large.",
        "Should a city that does not exist be some other city?",
        fails=("range",),
        edits={
            'raise ValueError("no such row")': "ids = np.minimum(ids, len(array) - 1)",
        },
    ),
    of_take(
        "out-of-range-is-zeros",
        "Your take_rows takes an id that is out of range, and says nothing.",
        "Would you notice a typo in an id? What should happen instead?",
        fails=("range",),
        edits={
            'raise ValueError("below 0")': "return np.zeros((*ids.shape, *array.shape[1:]))",
            'raise ValueError("no such row")': "return np.zeros((*ids.shape, *array.shape[1:]))",
        },
    ),
    of_take(
        "bools-are-a-mask",
        "Your take_rows takes bools for a mask, and returns the rows where they are True.",
        "What does NumPy make of `array[[True, False, True]]`? Look at the dtype of the ids first.",
        fails=("integers",),
        edits={
            'not in "iu"': 'not in "iub"',
            "ids.size and ids.min()": "ids.size and (1 * ids).min()",
        },
    ),
    of_take(
        "floats-truncated",
        "Your take_rows cuts off the fraction of ids that are floats.",
        "Which city has the id 0.5? Look at the dtype of the ids first.",
        fails=("integers",),
        edits={
            '    if ids.dtype.kind not in "iu":\n        raise ValueError("no integers")': (
                '    if ids.dtype.kind == "b":\n        raise ValueError("bools")\n'
                '    ids = ids.astype("int64")'
            )
        },
    ),
    of_take(
        "no-check-of-the-dtype",
        "Your take_rows takes bools and floats for integers.",
        "What does `ids.dtype.kind` say of integers, floats and bools?",
        fails=("integers",),
        edits={
            '    if ids.dtype.kind not in "iu":\n        raise ValueError("no integers")': (
                '    ids = ids.astype("int64")'
            )
        },
    ),
    of_take(
        "unsigned-refused",
        "Your take_rows refuses ids of unsigned integers, such as uint8.",
        "Which two kinds of integers does NumPy have?",
        fails=("any shape",),
        edits={'not in "iu"': '!= "i"'},
    ),
    of_take(
        "only-int64",
        "Your take_rows accepts ids of int64 alone.",
        "Is an int32 no integer? `ids.dtype.kind` says what kind of numbers these are.",
        fails=("any shape",),
        edits={'ids.dtype.kind not in "iu"': 'ids.dtype != "int64"'},
    ),
    of_take(
        "no-ids-refused",
        "Your take_rows fails where there are no ids, since they have no smallest one.",
        "What is the minimum of nothing? Ask for it only where there is something.",
        fails=("any shape",),
        edits={"ids.size and ids.min()": "ids.min()"},
    ),
    of_take(
        "shape-of-ids-lost",
        "Your take_rows returns a flat list of rows, whatever the shape of the ids.",
        "For ids of shape (2, 3) and rows of 4 numbers, which shape should come out?",
        fails=("any shape",),
        edits={"np.array(array[ids])": "np.array(array[ids.reshape(-1)])"},
    ),
    of_take(
        "single-id-as-a-list",
        "For a single id, your take_rows returns a list of one row.",
        "Ids of shape () and rows of shape (2,): which shape should come out?",
        fails=("any shape",),
        edits={"np.array(array[ids])": "np.array(array[np.atleast_1d(ids)])"},
    ),
    of_take(
        "sorted-rows",
        "Your take_rows returns the rows in the order of the table.",
        "In which order were they asked for?",
        fails=("rows",),
        edits={
            "np.array(array[ids])": "np.array(array[np.sort(ids, axis=None).reshape(ids.shape)])"
        },
    ),
    of_take(
        "rows-of-one-axis",
        "Your take_rows expects rows that are lists of numbers.",
        "A row may be a single number, or a matrix. Is there any need to look at its shape?",
        fails=("rows",),
        edits={
            "np.array(array[ids])": "np.array(array[ids].reshape((*ids.shape, array.shape[1])))"
        },
    ),
    of_take(
        "rows-as-float32",
        "Your take_rows returns float32, whatever the array holds.",
        "What is lost of a float64, or of an integer, on the way? Keep the array's dtype.",
        fails=("rows",),
        edits={"np.array(array[ids])": 'np.array(array[ids], "float32")'},
    ),
    of_take(
        "window-on-a-row",
        "For a single id, your take_rows returns a window on the array, and no copy.",
        "What does `array[2]` show after the array has changed?",
        fails=("copy",),
        edits={"np.array(array[ids])": "array[ids] if ids.ndim else array[int(ids)]"},
    ),
    of_take(
        "the-array-for-all-rows",
        "Where all rows are asked for in order, your take_rows returns the array itself.",
        "What happens to these rows when the array changes? They have to be a copy, too.",
        fails=("copy",),
        edits={
            "    return np.array(array[ids])": (
                "    if np.array_equal(ids, np.arange(len(array))):\n"
                "        return array\n"
                "    return np.array(array[ids])"
            )
        },
    ),
    of_take(
        "view-of-a-run",
        "For ids in a row, such as 2, 3, 4, your take_rows returns a view of the array.",
        "What does `array[2:5]` show after the array has changed?",
        fails=("copy",),
        edits={
            "    return np.array(array[ids])": (
                "    if ids.ndim == 1 and ids.size and (np.diff(ids.astype(int)) == 1).all():\n"
                "        return array[int(ids[0]) : int(ids[-1]) + 1]\n"
                "    return np.array(array[ids])"
            )
        },
    ),
    of_take(
        "ids-as-int32",
        "Your take_rows turns the ids into int32: a very large one becomes another row's.",
        "What is 2**32 as an int32? When should an id be checked?",
        fails=("range",),
        edits={
            "    if ids.size and ids.min()": '    ids = ids.astype("int32")\n'
            "    if ids.size and ids.min()"
        },
    ),
    of_take(
        "nothing-checked",
        "Your take_rows leaves all checks to NumPy, which takes -1 for the last row and bools for "
        "a mask.",
        "What do `array[-1]` and `array[[True, False, True]]` mean to NumPy?",
        fails=("range", "integers"),
        edits={
            'ids.dtype.kind not in "iu"': "False",
            "ids.size and ids.min() < 0": "False",
            "ids.size and ids.max() >= len(array)": "False",
        },
    ),
    of_take(
        "first-id-checked",
        "Your take_rows looks at the first id alone to see whether one is below 0.",
        "Where may a wrong id stand?",
        fails=("range",),
        edits={"ids.min() < 0": "ids.flat[0] < 0"},
    ),
    of_take(
        "number-of-rows-is-an-id",
        "Your take_rows accepts the number of rows as an id, and gives the first row for it.",
        "Ids count from 0. Which is the last one of 3 rows?",
        fails=("range",),
        edits={
            "ids.max() >= len(array)": "ids.max() > len(array)",
            "np.array(array[ids])": 'np.take(array, ids, axis=0, mode="wrap")',
        },
    ),
    of_take(
        "type-error-raised",
        "Your take_rows refuses floats and bools with a TypeError, not with a ValueError.",
        "Which errors does the docstring name?",
        fails=("integers",),
        edits={'ValueError("no integers")': 'TypeError("no integers")'},
    ),
    of_take(
        "bools-are-0-and-1",
        "Your take_rows takes bools for the ids 0 and 1.",
        "Is True the number of a city? Look at the dtype of the ids first.",
        fails=("integers",),
        edits={
            '    if ids.dtype.kind not in "iu":\n        raise ValueError("no integers")': (
                '    if ids.dtype.kind == "f":\n        raise ValueError("floats")\n'
                '    ids = ids.astype("int64")'
            )
        },
    ),
    of_take(
        "dtype-lost-without-ids",
        "Without ids, your take_rows returns float64, whatever the array holds.",
        "Which dtype has an array that is made of an empty list?",
        fails=("any shape",),
        edits={
            "np.array(array[ids])": (
                "np.array([array[i] for i in ids.flat]).reshape(ids.shape + array.shape[1:])"
            )
        },
    ),
    of_take(
        "rows-as-float64",
        "Your take_rows returns float64, whatever the array holds.",
        "Which dtype does np.zeros have if it is not told? Keep the array's dtype.",
        fails=("rows",),
        edits={"np.array(array[ids])": 'np.array(array[ids], "float64")'},
    ),
    of_take(
        "one-hot-product",
        "Your take_rows multiplies by one-hot rows, which works only for rows of one axis.",
        "A row may be a matrix. What does NumPy's `@` make of three axes?",
        fails=("rows",),
        edits={"np.array(array[ids])": "np.eye(len(array), dtype=array.dtype)[ids] @ array"},
    ),
    of_take(
        "each-row-once",
        "Your take_rows returns each row once, in the order of the table.",
        "An id that comes twice has its row twice. What does np.unique leave of the order?",
        fails=("rows", "any shape"),
        costly="Neither the rows nor the shape of the result are those asked for.",
        edits={"np.array(array[ids])": "np.array(array[np.unique(ids)])"},
    ),
    of_take(
        "numbers-for-rows",
        "Your take_rows takes single numbers out of the array, and not rows.",
        "What does np.take do without an axis?",
        fails=("rows", "any shape", "copy"),
        costly="No row is right as soon as it has more than one number.",
        edits={"np.array(array[ids])": "np.take(array, ids)"},
    ),
    of_take(
        "bools-become-numbers",
        "From a table of bools, your take_rows gives numbers.",
        "What is the dtype of `np.array([True]) + 0`? How else do you get a copy?",
        fails=("rows",),
        edits={"np.array(array[ids])": "array[ids] + 0"},
    ),
    of_take(
        "ids-as-int8",
        "Your take_rows turns the ids into int8, which ends at 127.",
        "A table may have more than 127 rows. Which dtype do the ids need?",
        fails=("rows",),
        edits={"array[ids]": "array[ids.astype(np.int8)]"},
    ),
    of_take(
        "ids-flattened-in-place",
        "Your take_rows gives another shape to the very ids that it was given.",
        "Whose array are the ids? `ids.reshape(-1)` leaves it as it is.",
        fails=("any shape",),
        edits={
            "    return np.array(array[ids])": "    shape = (*ids.shape, *array.shape[1:])\n"
            "    ids.shape = (-1,)\n"
            "    return array[ids].reshape(shape)"
        },
    ),
    of_take(
        "in-the-order-of-memory",
        "Your take_rows goes through the ids as they lie in memory.",
        "Of a turned array, what does `ravel(order='K')` give first?",
        fails=("any shape",),
        edits={
            "    return np.array(array[ids])": "    flat = ids.ravel(order='K')\n"
            "    rows = [array[i] for i in flat]\n"
            "    return np.array(rows, array.dtype).reshape(*ids.shape, *array.shape[1:])"
        },
    ),
]

# --------------------------------------------------------------------------- embeddings-vjp

VJP = """
def lookup_vjp(g, out, table, ids):
    indices = tf.reshape(ids, [-1])
    values = tf.reshape(g, [len(indices), *table.shape[1:]])
    shape = tuple(table.shape)
    return tf.IndexedSlices(values, indices, shape)
"""
of_vjp = edits_of("embeddings-vjp", NUMPY + VJP)
RESULT = "    return tf.IndexedSlices(values, indices, shape)"

VJP_MISTAKES = [
    of_vjp(
        "dense-gradient",
        "Your lookup_vjp returns no IndexedSlices, but something like the whole gradient.",
        "What would it cost for a million rows? Name the rows in question, with tf.IndexedSlices.",
        fails=("values", "indices", "any shape", "whole shape", "once more"),
        costly="A Tensor has none of the three fields that are asked about.",
        edits={RESULT: "    return tf.math.unsorted_segment_sum(values, indices, table.shape[0])"},
    ),
    of_vjp(
        "duplicates-merged",
        "Your lookup_vjp has one slice for a row that was looked up twice.",
        "In how many ways does that row influence the loss? Each of them has a slice.",
        fails=("indices",),
        edits={
            RESULT: (
                "    first = np.sort(np.unique(indices.numpy(), return_index=True)[1])\n"
                "    rows = indices.numpy()[first]\n"
                "    place = [rows.tolist().index(row) for row in indices.numpy()]\n"
                "    sums = tf.math.unsorted_segment_sum(values, np.array(place, int), len(rows))\n"
                "    return tf.IndexedSlices(sums, tf.constant(rows), shape)"
            )
        },
    ),
    of_vjp(
        "indices-sorted",
        "Your lookup_vjp sorts the indices and leaves the slices in the order of the ids.",
        "Which slice belongs into which row now?",
        fails=("indices",),
        edits={RESULT: "    return tf.IndexedSlices(values, tf.sort(indices), shape)"},
    ),
    of_vjp(
        "values-of-the-table",
        "Your lookup_vjp returns the rows that were looked up, and not the slices of g.",
        "What do the values say: where the rows are, or how strongly the loss reacts to them?",
        fails=("values", "once more"),
        edits={"tf.reshape(g, [": "tf.reshape(out, ["},
    ),
    of_vjp(
        "values-times-the-rows",
        "Your lookup_vjp multiplies g by the rows that were looked up.",
        "A look-up hands the rows on unchanged. By which factor does a change of a row arrive?",
        fails=("values", "once more"),
        edits={"tf.reshape(g, [": "tf.reshape(g * out, ["},
    ),
    of_vjp(
        "values-of-ones",
        "Your lookup_vjp puts ones where the slices of g belong.",
        "What does g tell, and where is it in your result?",
        fails=("values", "once more"),
        edits={"tf.reshape(g, [": "tf.reshape(tf.ones_like(g), ["},
    ),
    of_vjp(
        "values-reversed",
        "Your lookup_vjp puts the slices of g in the opposite order of the ids.",
        "Slice i belongs into row indices[i]. Which slice of g came from which id?",
        fails=("values",),
        edits={RESULT: RESULT.replace("values", "tf.reverse(values, [0])")},
    ),
    of_vjp(
        "values-not-flat",
        "Your lookup_vjp leaves the values in the shape of g, also where the ids have two axes.",
        "How many slices are there? The values should be a list of so many rows.",
        fails=("any shape",),
        edits={"tf.reshape(g, [len(indices), *table.shape[1:]])": "g"},
    ),
    of_vjp(
        "indices-not-flat",
        "Your lookup_vjp leaves the indices in the shape of the ids.",
        "For ids of shape (2, 3), how many slices are there, and how many indices does that take?",
        fails=("any shape",),
        edits={"tf.reshape(ids, [-1])": "ids", "[len(indices), ": "[-1, "},
    ),
    of_vjp(
        "rows-of-two-numbers",
        "Your lookup_vjp expects rows of two numbers.",
        "Rows may be single numbers, or have any shape. Which attribute of the table tells?",
        fails=("values",),
        edits={"[len(indices), *table.shape[1:]]": "[len(indices), 2]"},
    ),
    of_vjp(
        "shape-of-what-was-looked-up",
        "Your lookup_vjp gives the shape of what was looked up as the dense_shape.",
        "The dense_shape is that of the whole table. How many rows does that have?",
        fails=("whole shape",),
        edits={"tuple(table.shape)": "tuple(values.shape)"},
    ),
    of_vjp(
        "shape-up-to-the-largest-id",
        "Your lookup_vjp ends the dense_shape at the largest id that was looked up.",
        "Does the table end there? Who knows how many rows it has?",
        fails=("whole shape",),
        edits={
            "tuple(table.shape)": "(int(max(indices.numpy(), default=-1)) + 1, *table.shape[1:])",
        },
    ),
    of_vjp(
        "no-dense-shape",
        "Your lookup_vjp leaves the dense_shape out.",
        "Whoever wants to write the gradient out must know its shape. Where can it come from?",
        fails=("whole shape",),
        edits={"(values, indices, shape)": "(values, indices)"},
    ),
    of_vjp(
        "indices-as-an-array",
        "Your lookup_vjp gives the indices as a NumPy array.",
        "Of which class are the values? And what does the docstring say of the indices?",
        fails=("indices",),
        edits={RESULT: RESULT.replace("indices", "indices.numpy()")},
    ),
    of_vjp(
        "two-axes-of-the-shape",
        "Your lookup_vjp gives only the first two axes of the table as the dense_shape.",
        "How many axes does a table of matrices have?",
        fails=("whole shape",),
        edits={"tuple(table.shape)": "tuple(table.shape[:2])"},
    ),
    of_vjp(
        "number-of-rows-only",
        "Your lookup_vjp gives the number of rows as the dense_shape, without the shape of a row.",
        "Which two things make up the shape of a table?",
        fails=("whole shape",),
        edits={"tuple(table.shape)": "(table.shape[0],)"},
    ),
    of_vjp(
        "through-numpy",
        "No tape can follow the values of your lookup_vjp to g, as if they came out of NumPy.",
        "How did the rules of notebook 3 reshape a gradient?",
        fails=("once more",),
        edits={
            "tf.reshape(g, [len(indices), *table.shape[1:]])": (
                "tf.constant(g.numpy().reshape(len(indices), *table.shape[1:]))"
            )
        },
    ),
    of_vjp(
        "arrays-for-tensors",
        "The values of your lookup_vjp are a NumPy array, where a Tensor was asked for.",
        "Can a tape follow an array?",
        fails=("once more",),
        edits={
            "tf.reshape(g, [len(indices), *table.shape[1:]])": (
                "g.numpy().reshape(len(indices), *table.shape[1:])"
            )
        },
    ),
    of_vjp(
        "values-as-float32",
        "Your lookup_vjp casts the slices to float32, whatever g is.",
        "Which dtype should a gradient have?",
        fails=("values",),
        edits={"tf.reshape(g, [": "tf.reshape(tf.cast(g, tf.float32), ["},
    ),
    of_vjp(
        "values-in-the-dtype-of-the-table",
        "Your lookup_vjp casts the slices to the dtype of the table.",
        "Which dtype does the docstring promise: that of the table, or that of g?",
        fails=("values",),
        edits={"tf.reshape(g, [": "tf.reshape(tf.cast(g, table.dtype), ["},
    ),
    of_vjp(
        "slices-of-0-left-out",
        "Your lookup_vjp leaves out the slices that are 0.",
        "n ids, n slices: does the docstring make an exception?",
        fails=("values",),
        edits={
            RESULT: (
                "    kept = [i for i, one in enumerate(values.numpy()) if np.any(one)]\n"
                "    keep = np.array(kept, int)\n"
                "    values, indices = tf.gather(values, keep), tf.gather(indices, keep)\n" + RESULT
            )
        },
    ),
    of_vjp(
        "rows-by-their-last-axis",
        "Your lookup_vjp takes one length of the table for the shape of a row.",
        "Rows may be single numbers, or have two axes. What is left of the table's shape then?",
        fails=("values",),
        edits={"[len(indices), *table.shape[1:]]": "[-1, table.shape[-1]]"},
    ),
    of_vjp(
        "rows-flattened",
        "Your lookup_vjp makes every slice a flat list of numbers.",
        "Each slice has the shape of a row: a number stays a number, and a matrix a matrix.",
        fails=("values",),
        edits={"[len(indices), *table.shape[1:]]": "[len(indices), -1]"},
    ),
    of_vjp(
        "slices-in-the-order-of-the-table",
        "Your lookup_vjp sorts the slices by their rows.",
        "In which order does the docstring ask for the slices?",
        fails=("values", "indices"),
        edits={
            RESULT: (
                '    order = np.argsort(indices.numpy(), kind="stable")\n'
                "    values, indices = tf.gather(values, order), tf.gather(indices, order)\n"
                + RESULT
            )
        },
    ),
    of_vjp(
        "slices-from-the-end",
        "Your lookup_vjp lists the slices from the last id to the first.",
        "In which order does the docstring ask for the slices?",
        fails=("values", "indices"),
        edits={RESULT: RESULT.replace("values, indices", "tf.reverse(values, [0]), indices[::-1]")},
    ),
    of_vjp(
        "duplicates-merged-and-sorted",
        "Your lookup_vjp adds up the slices of each row, and sorts the rows.",
        "n ids, n slices, in the order of the ids. Who does the adding up?",
        fails=("values", "indices"),
        edits={
            RESULT: (
                "    rows, place = np.unique(indices.numpy(), return_inverse=True)\n"
                "    values = tf.math.unsorted_segment_sum(values, place, len(rows))\n"
                "    return tf.IndexedSlices(values, tf.constant(rows), shape)"
            )
        },
    ),
    of_vjp(
        "ids-turned",
        "Your lookup_vjp lists the ids of a table of ids column by column.",
        "In which order does tf.reshape list the slices of g: row by row, or column by column?",
        fails=("any shape",),
        edits={"tf.reshape(ids, [-1])": "tf.reshape(tf.transpose(ids), [-1])"},
    ),
    of_vjp(
        "single-id-not-a-list",
        "For a single id, your lookup_vjp leaves values and indices as they come.",
        "One id, one slice: which shapes do a list of one slice and a list of one index have?",
        fails=("any shape",),
        edits={
            "    indices = tf.reshape(ids, [-1])": (
                "    if not ids.shape:\n"
                "        return tf.IndexedSlices(g, ids, tuple(table.shape))\n"
                "    indices = tf.reshape(ids, [-1])"
            )
        },
    ),
    of_vjp(
        "first-length-for-the-number",
        "Your lookup_vjp takes the first length of the ids for their number.",
        "How many ids are there in a table of 2 by 3 of them?",
        fails=("any shape",),
        edits={"tf.reshape(ids, [-1])": "tf.reshape(ids, [ids.shape[0] if ids.shape else 1])"},
    ),
    of_vjp(
        "indices-as-int8",
        "Your lookup_vjp turns the indices into int8, which ends at 127.",
        "A table may have more than 127 rows. Which dtype do the ids have?",
        fails=("indices",),
        edits={"tf.reshape(ids, [-1])": "tf.constant(ids.numpy().reshape(-1).astype('int8'))"},
    ),
    of_vjp(
        "mean-of-a-repeated-row",
        "Your lookup_vjp divides the slices of a row by how often it was looked up.",
        "A row that was used twice influences the loss in two ways. How do these combine?",
        fails=("values",),
        edits={
            RESULT: "    row, ids = [1] * (len(values.shape) - 1), indices.numpy()\n"
            "    often = np.bincount(ids)[ids].reshape(-1, *row)\n"
            "    values = values / tf.constant(often.astype(values.numpy().dtype))\n" + RESULT
        },
    ),
    of_vjp(
        "table-a-variable-only",
        "Your lookup_vjp fails where the table is a Tensor.",
        "What do a Variable and a Tensor both have?",
        fails=("whole shape",),
        edits={"tuple(table.shape)": "tuple(table.read_value().shape)"},
    ),
    of_vjp(
        "dense-shape-with-the-shape-of-g",
        "Your lookup_vjp takes the shape of a row from g, which is wrong if the ids have two axes.",
        "How many axes of g belong to the ids?",
        fails=("any shape",),
        edits={"tuple(table.shape)": "(table.shape[0], *g.shape[1:])"},
    ),
    of_vjp(
        "single-id-through-numpy",
        "For a single id, your lookup_vjp computes the values with NumPy: no tape follows them.",
        "Which Tensor operation gives a Tensor another shape?",
        fails=("any shape",),
        edits={
            RESULT: "    if not ids.shape:\n        values = tf.constant(values.numpy())\n" + RESULT
        },
    ),
    of_vjp(
        "no-ids-not-expected",
        "Your lookup_vjp stacks the slices one by one, which goes wrong where there are no ids.",
        "Where there are no ids, which shape should the values have? tf.reshape can give "
        "it to them.",
        fails=("any shape",),
        edits={
            RESULT: "    values = tf.stack([values[i] for i in range(len(indices))])\n" + RESULT,
        },
    ),
    of_vjp(
        "two-axes-at-most",
        "Your lookup_vjp counts the ids along their first two axes only.",
        "How many ids are there in a block of 2 by 3 by 4 of them?",
        fails=("any shape",),
        edits={"len(indices), *": "int(np.prod(ids.shape[:2])), *"},
    ),
]

# ------------------------------------------------------------------------- embeddings-dense

DENSE = """
def to_dense(slices):
    values, indices = slices.values.numpy(), slices.indices.numpy()
    whole = np.zeros([int(n) for n in slices.dense_shape], values.dtype)
    np.add.at(whole, indices, values)
    return tf.constant(whole)
"""
of_dense = edits_of("embeddings-dense", NUMPY + DENSE)
ADD = "np.add.at(whole, indices, values)"

DENSE_MISTAKES = [
    of_dense(
        "last-slice-wins",
        "Your to_dense keeps the last slice of a row: brackets write a repeated row once.",
        "With `=` or `+=`, `whole[indices]` loses slices. Which tool adds one after the other?",
        fails=("duplicates",),
        edits={ADD: "whole[indices] = values"},
    ),
    of_dense(
        "equal-slices-once",
        "Your to_dense counts equal slices of the same row only once.",
        "Two equal slices are still two. What do they add up to?",
        fails=("duplicates",),
        edits={
            ADD: (
                "seen = {(row, value.tobytes()): value for row, value in zip(indices, values)}\n"
                "    for (row, _), value in seen.items():\n"
                "        whole[row] += value"
            )
        },
    ),
    of_dense(
        "mean-of-duplicates",
        "Your to_dense takes the mean of the slices of one row, where they should add up.",
        "A row used twice influences the loss in two ways. Do these add up, or average out?",
        fails=("duplicates",),
        edits={
            ADD: (
                "np.add.at(whole, indices, values)\n"
                "    for row in set(indices.tolist()):\n"
                "        whole[row] /= (indices == row).sum()"
            )
        },
    ),
    of_dense(
        "first-rows-filled",
        "Your to_dense puts the slices into the first rows, whatever their indices.",
        "Which field says where a slice belongs?",
        fails=("places",),
        edits={ADD: "np.add.at(whole, np.arange(len(values)) % len(whole), values)"},
    ),
    of_dense(
        "places-mirrored",
        "Your to_dense counts the rows from the end.",
        "Where does a slice with the index 0 belong?",
        fails=("places",),
        edits={ADD: "np.add.at(whole, len(whole) - 1 - indices, values)"},
    ),
    of_dense(
        "ends-at-the-largest-index",
        "Your to_dense has no rows beyond the largest index.",
        "How many rows does the table have, named or not? One of the three fields knows.",
        fails=("places",),
        edits={"return tf.constant(whole)": "return tf.constant(whole[: indices.max() + 1])"},
    ),
    of_dense(
        "rows-nobody-named-not-zero",
        "The rows that no slice names are not 0 in your to_dense.",
        "np.empty holds what was in memory before. How strongly does the loss react to such a row?",
        fails=("places",),
        edits={
            ADD: "whole[:] = 7.0\n    whole[indices] = 0.0\n    np.add.at(whole, indices, values)",
        },
    ),
    of_dense(
        "values-as-they-come",
        "Your to_dense returns the slices themselves, without the rows that nobody named.",
        "Which shape should the dense gradient have?",
        fails=("places", "any rows"),
        costly="What comes back is not dense at all.",
        edits={"tf.constant(whole)": "tf.constant(values)"},
    ),
    of_dense(
        "always-float32",
        "Your to_dense returns float32, whatever the values are.",
        "`np.zeros(shape)` takes a dtype. Which one should it be?",
        fails=("any rows",),
        edits={"values.dtype)": '"float32")'},
    ),
    of_dense(
        "always-float64",
        "Your to_dense returns float64, whatever the values are.",
        "Which dtype does np.zeros have if it is not told?",
        fails=("any rows",),
        edits={", values.dtype)": ")"},
    ),
    of_dense(
        "rows-of-one-axis",
        "Your to_dense expects rows that are lists of numbers.",
        "A row may be a single number, or a matrix. What does the dense_shape say about it?",
        fails=("any rows",),
        edits={
            "[int(n) for n in slices.dense_shape]": (
                "[int(slices.dense_shape[0]), int(slices.dense_shape[1])]"
            )
        },
    ),
    of_dense(
        "a-row-added-up-to-one-number",
        "Your to_dense adds up all the numbers in a row's slices and fills the row with their sum.",
        "Slices add up number by number. Over which axis is that, and over which does `.sum()` go?",
        fails=("any rows",),
        edits={
            ADD: "for row in indices:\n        whole[row] = values[indices == row].sum()",
        },
    ),
    of_dense(
        "an-array-returned",
        "Your to_dense returns no Tensor, but something like a NumPy array.",
        "What makes a Tensor of an array?",
        fails=("any rows",),
        edits={"tf.constant(whole)": "whole"},
    ),
    of_dense(
        "tuple-expected",
        "Your to_dense expects the dense_shape as a tuple.",
        "It may be a list, or a Tensor of integers. What do all three have in common?",
        fails=("any rows",),
        edits={"[int(n) for n in slices.dense_shape]": "() + slices.dense_shape"},
    ),
    of_dense(
        "float32-or-float64",
        "Your to_dense gives a float64 for values of another dtype than float32.",
        "The values know their dtype.",
        fails=("any rows",),
        edits={", values.dtype)": ", 'float32' if values.dtype == 'float32' else 'float64')"},
    ),
    of_dense(
        "summed-in-float32",
        "Your to_dense adds up in float32, and a float64 loses digits.",
        "In which dtype should the zeros be that you begin with?",
        fails=("any rows",),
        edits={
            ", values.dtype)": ', "float32")',
            "tf.constant(whole)": "tf.constant(whole.astype(values.dtype))",
        },
    ),
    of_dense(
        "zeros-used-again",
        "Your to_dense adds to an array that still holds what an earlier call left in it.",
        "Where do the zeros come from in the second call with the same dense_shape?",
        fails=("places", "duplicates", "any rows"),
        costly="Every call is wrong that has the dense_shape of an earlier one.",
        edits={
            "def to_dense(slices):": "def to_dense(slices, known={}):",
            "whole = np.zeros([int(n) for n in slices.dense_shape], values.dtype)": (
                "key = (*[int(n) for n in slices.dense_shape], values.dtype)\n"
                "    whole = known.setdefault(key, np.zeros(key[:-1], values.dtype))"
            ),
        },
        remembers=True,
    ),
]

# --------------------------------------------------------------------------- embeddings-sum

of_sum = bodies_of("embeddings-sum", NUMPY + "def add_gradients(a, b, dense=None):")

BOTH = """
if isinstance(a, tf.IndexedSlices) and isinstance(b, tf.IndexedSlices):
    values = tf.concat([a.values, b.values], axis=0)
    indices = tf.concat([a.indices, b.indices], axis=0)
    return tf.IndexedSlices(values, indices, a.dense_shape)
"""
MIXED = """
if isinstance(a, tf.IndexedSlices):
    a = dense(a)
if isinstance(b, tf.IndexedSlices):
    b = dense(b)
return a + b
"""

SUM_MISTAKES = [
    of_sum(
        "always-dense",
        "Your add_gradients makes everything dense, two sparse gradients too.",
        "What would it cost for a million rows? A list of slices already stands for their sum.",
        fails=("stays sparse",),
        body=MIXED,
    ),
    of_sum(
        "written-out-in-vain",
        "Your add_gradients writes out sparse gradients before it checks whether it has to.",
        "What does it cost to write out a million rows? Where both are sparse, who needs them?",
        fails=("stays sparse",),
        body="""
        whole_a = dense(a) if isinstance(a, tf.IndexedSlices) else a
        whole_b = dense(b) if isinstance(b, tf.IndexedSlices) else b
        """,
        then=BOTH + "return whole_a + whole_b",
    ),
    of_sum(
        "values-added-place-by-place",
        "Your add_gradients adds the first slice of one to the first slice of the other.",
        "Do the two slices belong to the same row? What do the indices say?",
        fails=("sparse", "stays sparse"),
        body="""
        if isinstance(a, tf.IndexedSlices) and isinstance(b, tf.IndexedSlices):
            return tf.IndexedSlices(a.values + b.values, a.indices, a.dense_shape)
        """,
        then=MIXED,
    ),
    of_sum(
        "only-the-first",
        "Of two sparse gradients, your add_gradients keeps the first.",
        "Which look-up would the table never hear of?",
        fails=("sparse", "stays sparse"),
        body="""
        if isinstance(a, tf.IndexedSlices) and isinstance(b, tf.IndexedSlices):
            return a
        """,
        then=MIXED,
    ),
    of_sum(
        "only-the-second",
        "Of two sparse gradients, your add_gradients keeps the second.",
        "Which look-up would the table never hear of?",
        fails=("sparse", "stays sparse"),
        body="""
        if isinstance(a, tf.IndexedSlices) and isinstance(b, tf.IndexedSlices):
            return b
        """,
        then=MIXED,
    ),
    of_sum(
        "indices-of-one",
        "Your add_gradients puts the slices of both below each other, with the indices of a twice.",
        "Where do the slices of b belong?",
        fails=("sparse", "stays sparse"),
        body=BOTH.replace("b.indices", "a.indices"),
        then=MIXED,
    ),
    of_sum(
        "values-swapped",
        "Your add_gradients lists the values in one order, and the indices in another.",
        "Which index belongs to which slice? Both lists must be in one order.",
        fails=("sparse",),
        body=BOTH.replace("[a.values, b.values]", "[b.values, a.values]"),
        then=MIXED,
    ),
    of_sum(
        "same-row-overwritten",
        "Where both gradients name a row, your add_gradients keeps the slice of one of them.",
        "What should a row get that both of them name?",
        fails=("sparse",),
        body="""
        if isinstance(a, tf.IndexedSlices) and isinstance(b, tf.IndexedSlices):
            rows = dict(zip(a.indices.numpy().tolist(), a.values.numpy()))
            rows.update(zip(b.indices.numpy().tolist(), b.values.numpy()))
            values, indices = np.stack(list(rows.values())), np.array(list(rows))
            return tf.IndexedSlices(tf.constant(values), tf.constant(indices), a.dense_shape)
        """,
        then=MIXED,
    ),
    of_sum(
        "side-by-side",
        "Your add_gradients puts the slices beside each other, as longer rows.",
        "Along which axis are there more slices? Look at the axis of tf.concat.",
        fails=("sparse", "stays sparse"),
        body=BOTH.replace("values], axis=0", "values], axis=-1"),
        then=MIXED,
    ),
    of_sum(
        "no-dense-shape",
        "Your add_gradients forgets the dense_shape of the sum.",
        "Whoever wants to write the sum out must know its shape.",
        fails=("stays sparse",),
        body=BOTH.replace(", a.dense_shape", ""),
        then=MIXED,
    ),
    of_sum(
        "all-rows-named",
        "The sum of two sparse gradients names every row of the table, nearly all of them with 0.",
        "IndexedSlices that name all rows save nothing. How many slices do a and b have together?",
        fails=("stays sparse",),
        body="""
        if isinstance(a, tf.IndexedSlices) and isinstance(b, tf.IndexedSlices):
            whole = np.zeros([int(n) for n in a.dense_shape], a.values.numpy().dtype)
            for g in (a, b):
                np.add.at(whole, g.indices.numpy(), g.values.numpy())
            rows = tf.range(len(whole))
            return tf.IndexedSlices(tf.constant(whole), rows, a.dense_shape)
        """,
        then=MIXED,
    ),
    of_sum(
        "dense-first-not-expected",
        "Your add_gradients fails where the first gradient is dense and the second sparse.",
        "Which of the two may be sparse? There are four cases.",
        fails=("mixed",),
        body=BOTH,
        then="""
        if isinstance(a, tf.IndexedSlices):
            a = dense(a)
        if isinstance(b, tf.IndexedSlices):
            raise TypeError(b)
        return a + b
        """,
    ),
    of_sum(
        "sparse-first-not-expected",
        "Your add_gradients fails where the first gradient is sparse and the second dense.",
        "Which of the two may be sparse? There are four cases.",
        fails=("mixed",),
        body=BOTH,
        then="""
        if isinstance(a, tf.IndexedSlices):
            raise TypeError(a)
        if isinstance(b, tf.IndexedSlices):
            b = dense(b)
        return a + b
        """,
    ),
    of_sum(
        "dense-one-lost",
        "Where a dense gradient meets a sparse one, your add_gradients loses the dense one.",
        "Which rows does the dense gradient speak about?",
        fails=("mixed",),
        body=BOTH
        + """
if isinstance(a, tf.IndexedSlices):
    return dense(a)
if isinstance(b, tf.IndexedSlices):
    return dense(b)
return a + b
""",
    ),
    of_sum(
        "sparse-one-lost",
        "Where a dense gradient meets a sparse one, your add_gradients loses the sparse one.",
        "What becomes of the rows that the slices name?",
        fails=("mixed",),
        body=BOTH
        + """
if isinstance(a, tf.IndexedSlices):
    return b
if isinstance(b, tf.IndexedSlices):
    return a
return a + b
""",
    ),
    of_sum(
        "mixed-made-sparse",
        "Your add_gradients makes slices of a dense gradient; the sum with it should be a Tensor.",
        "If every row is named, what is left to be silent about?",
        fails=("mixed",),
        body="""
        if isinstance(a, tf.IndexedSlices) != isinstance(b, tf.IndexedSlices):
            one, other = (a, b) if isinstance(a, tf.IndexedSlices) else (b, a)
            values = tf.concat([one.values, other], axis=0)
            indices = np.concatenate([one.indices.numpy(), np.arange(len(other))])
            return tf.IndexedSlices(values, tf.constant(indices), one.dense_shape)
        """,
        then=BOTH + MIXED,
    ),
    of_sum(
        "dense-averaged",
        "Your add_gradients takes the mean of two dense gradients, where they should add up.",
        "A value that was used twice influences the loss in two ways. How do these combine?",
        fails=("dense",),
        body=BOTH
        + """
if not isinstance(a, tf.IndexedSlices) and not isinstance(b, tf.IndexedSlices):
    return 0.5 * (a + b)
"""
        + MIXED,
    ),
    of_sum(
        "tensors-below-each-other",
        "Your add_gradients puts two dense gradients below each other, where they should add up.",
        "Which shape has the gradient of a table? What does `+` do with two Tensors?",
        fails=("dense",),
        body=BOTH
        + """
if not isinstance(a, tf.IndexedSlices) and not isinstance(b, tf.IndexedSlices):
    return tf.concat([a, b], axis=0)
"""
        + MIXED,
    ),
    of_sum(
        "same-gradient-counted-once",
        "Where both gradients are one and the same, your add_gradients counts it once.",
        "If a value is used twice in the same way, how strongly does the loss react to it?",
        fails=("dense",),
        body="""
        if a is b:
            return a
        """,
        then=BOTH + MIXED,
    ),
    of_sum(
        "rows-of-both-counted",
        "Your add_gradients adds up the rows of both dense_shapes.",
        "Both gradients are of the same table. How many rows does it have?",
        fails=("stays sparse",),
        body=BOTH.replace(
            "a.dense_shape", "(a.dense_shape[0] + b.dense_shape[0], *a.dense_shape[1:])"
        ),
        then=MIXED,
    ),
    of_sum(
        "slices-written-once",
        "With a dense gradient, your add_gradients keeps one slice of a row that is named twice.",
        "What do brackets with `+=` do with a row that is named twice?",
        fails=("mixed",),
        body=BOTH
        + """
if isinstance(a, tf.IndexedSlices):
    a, b = b, a
if isinstance(b, tf.IndexedSlices):
    whole = np.array(a)
    whole[b.indices.numpy()] += b.values.numpy()
    return tf.constant(whole)
return a + b
""",
    ),
    of_sum(
        "slices-written-over",
        "With a dense gradient, your add_gradients writes the slices over it.",
        "Should a row get the slice, or the sum of the slice and what the Tensor has there?",
        fails=("mixed",),
        body=BOTH
        + """
if isinstance(a, tf.IndexedSlices):
    a, b = b, a
if isinstance(b, tf.IndexedSlices):
    whole = np.array(a)
    whole[b.indices.numpy()] = b.values.numpy()
    return tf.constant(whole)
return a + b
""",
    ),
    of_sum(
        "an-array-returned",
        "The sum of a sparse and a dense gradient is a NumPy array in your add_gradients.",
        "What makes a Tensor of an array?",
        fails=("mixed",),
        body=BOTH
        + """
if isinstance(a, tf.IndexedSlices):
    return dense(a).numpy() + b.numpy()
if isinstance(b, tf.IndexedSlices):
    return a.numpy() + dense(b).numpy()
return a + b
""",
    ),
    of_sum(
        "second-taken-for-sparse",
        "Where the first gradient is dense, your add_gradients takes the second for sparse.",
        "There are four cases, and two of them have a dense gradient first.",
        fails=("mixed", "dense"),
        costly="Two of the four cases fail.",
        body=BOTH
        + """
if isinstance(a, tf.IndexedSlices):
    return dense(a) + b
return a + b.values
""",
    ),
    of_sum(
        "two-tensors-not-expected",
        "Your add_gradients takes every gradient for sparse, and fails with two Tensors.",
        "A Tensor has no values and no indices. Which kind is it? isinstance tells.",
        fails=("dense",),
        body=BOTH
        + """
if isinstance(a, tf.IndexedSlices):
    return dense(a) + b
return a + dense(b) if isinstance(b, tf.IndexedSlices) else tf.concat([a.values, b.values], 0)
""",
    ),
    of_sum(
        "dense-not-used",
        "Your add_gradients does not use the function dense, which is there to write slices out.",
        "What is the argument `dense` for?",
        fails=("mixed",),
        body=BOTH
        + """
def dense(slices):
    whole = np.zeros(slices.dense_shape, slices.values.numpy().dtype)
    np.add.at(whole, slices.indices.numpy(), slices.values.numpy())
    return tf.constant(whole)

"""
        + MIXED,
    ),
    of_sum(
        "same-rows-taken-in-order",
        "Where both gradients name the same rows, your add_gradients takes them to be in order.",
        "a names rows 2 and 0, b names rows 0 and 2. Which slices belong together?",
        fails=("sparse",),
        body="""
        if isinstance(a, tf.IndexedSlices) and isinstance(b, tf.IndexedSlices):
            if sorted(a.indices.numpy()) == sorted(b.indices.numpy()):
                return tf.IndexedSlices(a.values + b.values, a.indices, a.dense_shape)
        """,
        then=BOTH + MIXED,
    ),
    of_sum(
        "row-named-twice-by-one",
        "If one gradient names a row twice, your add_gradients keeps the last of these slices.",
        "Can a dictionary hold two slices for a row? They add up, too.",
        fails=("sparse",),
        body="""
        if isinstance(a, tf.IndexedSlices) and isinstance(b, tf.IndexedSlices):
            rows = dict(zip(a.indices.numpy().tolist(), a.values.numpy()))
            for row, value in dict(zip(b.indices.numpy().tolist(), b.values.numpy())).items():
                rows[row] = rows[row] + value if row in rows else value
            values, indices = np.stack(list(rows.values())), np.array(list(rows))
            return tf.IndexedSlices(tf.constant(values), tf.constant(indices), a.dense_shape)
        """,
        then=MIXED,
    ),
    of_sum(
        "many-slices-made-dense",
        "Your add_gradients makes a Tensor of two sparse gradients that have many slices.",
        "However many slices there are, what does the docstring promise of two IndexedSlices?",
        fails=("stays sparse",),
        body="""
        if isinstance(a, tf.IndexedSlices) and isinstance(b, tf.IndexedSlices):
            if len(a.indices) + len(b.indices) > a.dense_shape[0]:
                return dense(a) + dense(b)
        """,
        then=BOTH + MIXED,
    ),
    of_sum(
        "values-as-float32",
        "The sum of two sparse gradients of float64 is of float32 in your add_gradients.",
        "The values know their dtype.",
        fails=("stays sparse",),
        body=BOTH.replace(
            "values = tf.concat([a.values, b.values], axis=0)",
            "values = tf.cast(tf.concat([a.values, b.values], axis=0), tf.float32)",
        ),
        then=MIXED,
    ),
]

# -------------------------------------------------------------------------- embeddings-step

STEP = """
class SparseSGD:
    def __init__(self, learning_rate, momentum=0.0):
        self.learning_rate = learning_rate
        self.momentum = momentum
        self.velocities = {}

    def apply_gradients(self, grads_and_vars):
        for slices, variable in grads_and_vars:
            values = slices.values.numpy()
            rows, place = np.unique(slices.indices.numpy(), return_inverse=True)
            sums = np.zeros((len(rows), *values.shape[1:]), values.dtype)
            np.add.at(sums, place.reshape(-1), values)
            moves = -self.learning_rate * tf.constant(sums)
            key = variable.ref()
            if key not in self.velocities:
                self.velocities[key] = tf.Variable(np.zeros(variable.shape, values.dtype))
            velocity = self.velocities[key]
            moves = self.momentum * tf.gather(velocity, rows) + moves
            velocity.scatter_update(tf.IndexedSlices(moves, rows))
            variable.scatter_add(tf.IndexedSlices(moves, rows))
"""
of_step = edits_of("embeddings-step", NUMPY + STEP)
LINE = "moves = self.momentum * tf.gather(velocity, rows) + moves"
WRITE = "variable.scatter_add(tf.IndexedSlices(moves, rows))"
KEEP = "velocity.scatter_update(tf.IndexedSlices(moves, rows))"
ADD_SUMS = "np.add.at(sums, place.reshape(-1), values)"

STEP_MISTAKES = [
    of_step(
        "uphill",
        "Your SparseSGD moves the rows along the gradient, which leads uphill.",
        "The gradient points where the loss grows fastest. Where do we want to go?",
        fails=("rows",),
        edits={"-self.learning_rate": "self.learning_rate"},
    ),
    of_step(
        "learning-rate-ignored",
        "Your SparseSGD moves by the whole slice, whatever the learning rate.",
        "The gradient tells how steep it is, not how far to go. What does?",
        fails=("rows", "momentum"),
        edits={"-self.learning_rate * ": "-1.0 * "},
    ),
    of_step(
        "rows-replaced",
        "Your SparseSGD replaces the rows by their move, where the move should be added to them.",
        "Compare scatter_update with its two relatives.",
        fails=("rows",),
        edits={WRITE: WRITE.replace("add", "update")},
    ),
    of_step(
        "rows-of-one-axis",
        "Your SparseSGD expects rows that are lists of numbers.",
        "A row may be a single number, or a matrix. What do the values tell about its shape?",
        fails=("rows",),
        edits={"(len(rows), *values.shape[1:])": "(len(rows), values.shape[1])"},
    ),
    of_step(
        "first-pair-only",
        "Your SparseSGD moves the first Variable and leaves the others where they are.",
        "How many pairs can apply_gradients be given?",
        fails=("rows", "own"),
        edits={WRITE: WRITE + "\n            return"},
    ),
    of_step(
        "pairs-read-twice",
        "Your SparseSGD goes through the pairs twice, and a zip is used up after the first time.",
        "What is left of `zip(gradients, variables)` once a loop has gone through it?",
        fails=("rows",),
        edits={
            "        for slices, variable in grads_and_vars:": (
                "        if any(slices is None for slices, _ in grads_and_vars):\n"
                '            raise ValueError("no gradient")\n'
                "        for slices, variable in grads_and_vars:"
            )
        },
    ),
    of_step(
        "last-slice-of-a-row",
        "Where a row is named twice, your SparseSGD uses one of its slices and loses the other.",
        "What do two slices of one row stand for?",
        fails=("duplicates",),
        edits={ADD_SUMS: "sums[place.reshape(-1)] = values"},
    ),
    of_step(
        "last-slice-without-momentum",
        "Without momentum, your SparseSGD uses one slice of a row that is named twice.",
        "The slices of a row add up, with momentum or without. Which scatter method adds?",
        fails=("duplicates",),
        edits={
            ADD_SUMS: ADD_SUMS
            + "\n            if not self.momentum:\n                sums[place] = values"
        },
    ),
    of_step(
        "mean-of-a-row",
        "Where a row is named twice, your SparseSGD moves it by the mean of its slices.",
        "Do two influences on the loss add up, or do they average out?",
        fails=("duplicates",),
        edits={
            ADD_SUMS: ADD_SUMS
            + "\n            counts = np.bincount(place.reshape(-1))"
            + "\n            sums /= counts.reshape(-1, *[1] * (sums.ndim - 1)).astype(sums.dtype)"
        },
    ),
    of_step(
        "a-roll-for-each-slice",
        "Where a row is named twice, your SparseSGD rolls its velocity on twice in one step.",
        "Add the slices of a row up first: how many steps does a row take in one call?",
        fails=("duplicates",),
        edits={
            "moves = -self.learning_rate * tf.constant(sums)": "moves = None",
            LINE: "for row, value in zip(slices.indices.numpy(), values):",
            KEEP: (
                "    one = self.momentum * tf.gather(velocity, [row])\n"
                "                one = one - self.learning_rate * value\n"
                "                velocity.scatter_update(tf.IndexedSlices(one, [row]))"
            ),
            WRITE: "    variable.scatter_add(tf.IndexedSlices(one, [row]))",
        },
    ),
    of_step(
        "whole-variable-written",
        "Your SparseSGD moves the right rows, but reads or writes the whole Variable to do so.",
        "How long does that take for a million rows? Which methods read or write single rows?",
        fails=("only these",),
        edits={
            WRITE: (
                "step = np.zeros(variable.shape, values.dtype)\n"
                "            step[rows] = moves.numpy()\n"
                "            variable.assign_add(step)"
            )
        },
    ),
    of_step(
        "whole-variable-without-momentum",
        "Without momentum, your SparseSGD writes the whole Variable.",
        "A plain step is a step with momentum 0. Why should it touch more rows?",
        fails=("only these",),
        edits={
            WRITE: (
                "if self.momentum:\n"
                "                variable.scatter_add(tf.IndexedSlices(moves, rows))\n"
                "            else:\n"
                "                step = np.zeros(variable.shape, values.dtype)\n"
                "                step[rows] = moves.numpy()\n"
                "                variable.assign_add(step)"
            )
        },
    ),
    of_step(
        "whole-variable-with-momentum",
        "With momentum, your SparseSGD writes the whole Variable.",
        "Which rows have a new velocity after a step? Only these need to move.",
        fails=("only these",),
        edits={
            WRITE: (
                "step = np.zeros(variable.shape, values.dtype)\n"
                "            step[rows] = moves.numpy()\n"
                "            if self.momentum:\n"
                "                variable.assign_add(step)\n"
                "            else:\n"
                "                variable.scatter_add(tf.IndexedSlices(moves, rows))"
            )
        },
    ),
    of_step(
        "no-memory",
        "Your SparseSGD moves a row by its new slice alone, whatever its velocity.",
        "What does the second step keep of the first?",
        fails=("momentum",),
        edits={KEEP: "pass"},
    ),
    of_step(
        "new-slice-shrunk",
        "Your SparseSGD counts a new slice with 1 - momentum, as in a running mean.",
        "Compare the formula with those of Adam. Which of the two keeps a sum?",
        fails=("momentum",),
        edits={LINE: LINE.replace("+ moves", "+ (1.0 - self.momentum) * moves")},
    ),
    of_step(
        "velocities-add-up",
        "Your SparseSGD adds the new velocity to the old one instead of replacing it.",
        "The share of the old velocity is in the new one already. Which scatter method replaces?",
        fails=("momentum",),
        edits={KEEP: KEEP.replace("update", "add")},
    ),
    of_step(
        "idle-rows-roll-on",
        "Your SparseSGD lets rows roll on that no slice names, as a dense optimizer does.",
        "What does this batch say about those rows? And what would it cost to move them all?",
        fails=("only these", "idle"),
        edits={
            LINE: (
                "velocity.assign(self.momentum * velocity)\n"
                "            velocity.scatter_add(tf.IndexedSlices(moves, rows))"
            ),
            KEEP: "variable.assign_add(velocity)",
            WRITE: "pass",
        },
    ),
    of_step(
        "idle-velocities-fade",
        "Your SparseSGD lets the velocity of rows fade that no slice names.",
        "A row that rests should find its velocity as it left it.",
        fails=("idle",),
        edits={
            LINE: (
                "velocity.assign(self.momentum * velocity)\n"
                "            moves = tf.gather(velocity, rows) + moves"
            )
        },
    ),
    of_step(
        "one-velocity-for-all",
        "Your SparseSGD has Variables share a table of velocities.",
        "Has each Variable velocities of its own, found by variable.ref()?",
        fails=("own",),
        edits={"key = variable.ref()": "key = 0"},
    ),
    of_step(
        "velocities-made-at-once",
        "Your SparseSGD makes velocities in its first call alone, and fails with a new Variable.",
        "A Variable may come later. When does it need a table of velocities?",
        fails=("own",),
        edits={
            "        for slices, variable in grads_and_vars:": (
                "        grads_and_vars = list(grads_and_vars)\n"
                "        first = not self.velocities\n"
                "        for slices, variable in grads_and_vars:"
            ),
            "if key not in self.velocities:": "if first and key not in self.velocities:",
        },
    ),
    of_step(
        "velocities-by-place",
        "Your SparseSGD finds velocities by the place among the pairs, which may change.",
        "What stays with a Variable, whatever the order of the pairs?",
        fails=("own",),
        edits={
            "for slices, variable in grads_and_vars:": (
                "for place_, (slices, variable) in enumerate(grads_and_vars):"
            ),
            "key = variable.ref()": "key = place_",
        },
    ),
    of_step(
        "velocities-shared",
        "All your SparseSGD optimizers share their velocities.",
        "Where is the dictionary made: once for the class, or for every optimizer?",
        fails=("own",),
        edits={
            "class SparseSGD:\n": "class SparseSGD:\n    velocities = {}\n\n",
            "        self.velocities = {}\n": "",
        },
    ),
    of_step(
        "float32-alone",
        "Your SparseSGD works for float32 alone: its velocities have that dtype.",
        "Which dtype should the velocities of a float64 Variable have?",
        fails=("rows",),
        edits={"np.zeros(variable.shape, values.dtype)": 'np.zeros(variable.shape, "float32")'},
    ),
    of_step(
        "velocities-by-slice",
        "Where a row is named twice, each of its slices brings the old velocity along once more.",
        "Add the slices of a row up first: how often should its velocity count in one call?",
        fails=("duplicates",),
        edits={
            "np.unique(slices.indices.numpy(), return_inverse=True)": (
                "slices.indices.numpy(), np.arange(len(values))"
            )
        },
    ),
    of_step(
        "another-default",
        "Your momentum is 0.9 unless another is given.",
        "Which default does the docstring name?",
        fails=("momentum",),
        edits={"momentum=0.0": "momentum=0.9"},
    ),
    of_step(
        "looks-ahead",
        "Your SparseSGD lets the new slice count twice: in the velocity, and beside it.",
        "That is Nesterov's momentum. By how much does the docstring move a row?",
        fails=("momentum",),
        edits={
            LINE: "step = moves\n            " + LINE,
            WRITE: WRITE.replace("moves, rows", "self.momentum * moves + step, rows"),
        },
    ),
    of_step(
        "rate-outside-the-velocity",
        "Your velocities leave out the learning rate, so a new rate counts for old slices, too.",
        "Look at u: which learning rate belongs to a slice of an earlier step?",
        fails=("momentum",),
        edits={
            "-self.learning_rate * tf.constant(sums)": "-tf.constant(sums)",
            WRITE: WRITE.replace("(moves", "(self.learning_rate * moves"),
        },
    ),
    of_step(
        "first-rate-kept",
        "Your SparseSGD goes on with the learning rate of its first step, also if it is changed.",
        "Where does `self.learning_rate` have to be looked up?",
        fails=("momentum",),
        edits={
            "moves = -self.learning_rate * tf": "if not hasattr(self, 'rate'):\n"
            "                self.rate = self.learning_rate\n"
            "            moves = -self.rate * tf"
        },
    ),
    of_step(
        "first-momentum-kept",
        "Your SparseSGD goes on with the momentum of its first step, also if it is changed.",
        "Where does `self.momentum` have to be looked up?",
        fails=("momentum",),
        edits={
            LINE: "if not hasattr(self, 'share'):\n"
            "                self.share = self.momentum\n"
            "            moves = self.share * tf.gather(velocity, rows) + moves"
        },
    ),
    of_step(
        "momentum-decided-at-the-start",
        "Your SparseSGD decides at the start whether momentum is used, and never asks again.",
        "The momentum may be changed from 0 to 0.9 between two steps. Where is it looked up?",
        fails=("momentum",),
        edits={
            "self.velocities = {}": "self.velocities = {}\n        self.rolls = momentum > 0",
            LINE: f"if self.rolls:\n                {LINE}",
        },
    ),
    of_step(
        "velocities-lost-with-the-rate",
        "Your SparseSGD forgets its velocities when the learning rate is changed.",
        "Does a new learning rate change the velocities of earlier steps, too?",
        fails=("momentum",),
        edits={
            "        for slices, variable in": (
                "        if getattr(self, 'rate', self.learning_rate) != self.learning_rate:\n"
                "            self.velocities = {}\n"
                "        self.rate = self.learning_rate\n"
                "        for slices, variable in"
            )
        },
    ),
    of_step(
        "large-slices-clipped",
        "Your SparseSGD clips slices that are large.",
        "How far should a row move whose slice is large? What does the docstring say?",
        fails=("rows",),
        edits={ADD_SUMS: ADD_SUMS.replace("values)", "np.clip(values, -100, 100))")},
    ),
    of_step(
        "only-neighbors-add-up",
        "Your SparseSGD adds up the slices of a row only where they stand next to each other.",
        "In which order may the rows be named?",
        fails=("duplicates",),
        edits={
            "rows, place = np.unique(slices.indices.numpy(), return_inverse=True)": (
                "rows = slices.indices.numpy()\n"
                "            new = np.append(True, rows[1:] != rows[:-1])\n"
                "            rows, place = rows[new], np.cumsum(new) - 1"
            )
        },
    ),
    of_step(
        "velocities-cleared-without-momentum",
        "A step without momentum throws away the velocities of all rows in your SparseSGD.",
        "The momentum may be changed between steps. Which velocities may a step change?",
        fails=("idle",),
        edits={
            "            key = variable": "            if not self.momentum:\n"
            "                self.velocities = {}\n"
            "            key = variable"
        },
    ),
    of_step(
        "velocities-by-id",
        "Your SparseSGD finds velocities by id(variable), which a new Variable may have from one "
        "that is gone.",
        "What does variable.ref() hold on to, and id(variable) not?",
        fails=("own",),
        edits={"key = variable.ref()": "key = id(variable)"},
    ),
    of_step(
        "rows-between-too",
        "Your SparseSGD writes all rows from the first one that is named to the last.",
        "Rows 2 and 900,000 are named. How many rows does the step write?",
        fails=("only these",),
        edits={
            WRITE: "span = np.arange(min(rows), max(rows) + 1)\n"
            "            step = np.zeros((len(span), *values.shape[1:]), values.dtype)\n"
            "            step[rows - min(rows)] = moves.numpy()\n"
            "            variable.scatter_add(tf.IndexedSlices(step, span))"
        },
    ),
    of_step(
        "velocities-of-one-variable-at-a-time",
        "With several Variables, your SparseSGD forgets their velocities from step to step.",
        "Two Variables move in every step. Where are both velocities kept until the next one?",
        fails=("own",),
        edits={
            "        for slices, variable in": "        if len(self.velocities) > 1:\n"
            "            self.velocities = {}\n"
            "        for slices, variable in"
        },
    ),
]

# ------------------------------------------------------------------------- embeddings-train

TRAIN = """
def train_map(table, pairs, distances, optimizer, epochs, batch_size, seed, loss=None):
    history = []
    for epoch in range(epochs):
        total = 0.0
        for some, wanted in tf.minibatches(pairs, distances, batch_size, seed + epoch):
            with tf.GradientTape() as tape:
                value = loss(table, some, wanted)
            optimizer.apply_gradients([(tape.gradient(value, table), table)])
            total += float(value) * len(some)
        history.append(total / len(pairs))
    return history
"""
of_train = edits_of("embeddings-train", NUMPY + TRAIN)
BATCHES = "tf.minibatches(pairs, distances, batch_size, seed + epoch)"
TOTAL = "total += float(value) * len(some)"

TRAIN_MISTAKES = [
    of_train(
        "one-order-for-all-epochs",
        "Your train_map goes through the pairs in the same order in every epoch.",
        "What decides the order of an epoch, and does it change from one to the next?",
        fails=("order",),
        edits={"seed + epoch": "seed"},
    ),
    of_train(
        "not-shuffled",
        "Your train_map takes the pairs in the order of the array.",
        "Which function of notebook 4 gives batches in a random order?",
        fails=("order",),
        edits={
            f"for some, wanted in {BATCHES}:": (
                "for start in range(0, len(pairs), batch_size):\n"
                "            some = pairs[start : start + batch_size]\n"
                "            wanted = distances[start : start + batch_size]"
            )
        },
    ),
    of_train(
        "first-epoch-not-shuffled",
        "Your train_map takes the pairs of the first epoch in the order of the array.",
        "Data often come sorted. When should the shuffling begin?",
        fails=("order",),
        edits={
            BATCHES: "(\n"
            "            tf.minibatches(pairs, distances, batch_size, seed + epoch)\n"
            "            if epoch\n"
            "            else [\n"
            "                (pairs[i : i + batch_size], distances[i : i + batch_size])\n"
            "                for i in range(0, len(pairs), batch_size)\n"
            "            ]\n"
            "        )"
        },
    ),
    of_train(
        "seed-ignored",
        "Your train_map has the same orders, whichever seed it is given.",
        "Where does the argument seed go?",
        fails=("again",),
        edits={"seed + epoch": "epoch"},
    ),
    of_train(
        "never-the-same",
        "Your train_map has other orders in every call, even with the same seed.",
        "What would you need to repeat a run exactly?",
        fails=("again",),
        edits={"seed + epoch": "None"},
    ),
    of_train(
        "global-seed",
        "Your train_map sets NumPy's global seed, and so changes everybody's random numbers.",
        "Which generator is yours alone?",
        fails=("again",),
        edits={"    history = []": "    history = []\n    np.random.seed(seed)"},
    ),
    of_train(
        "pairs-and-distances-shuffled-apart",
        "Your train_map gives pairs the distances of other pairs.",
        "One order, drawn once, has to serve both arrays.",
        fails=("every pair",),
        edits={
            BATCHES: "zip(*(\n"
            "            [one for one, _ in tf.minibatches(x, x, batch_size, seed + epoch + add)]\n"
            "            for add, x in enumerate([pairs, distances])\n"
            "        ))"
        },
    ),
    of_train(
        "last-batch-dropped",
        "Your train_map leaves out the last batch of an epoch if it is smaller than the others.",
        "How many pairs come in an epoch of 5, in batches of 2?",
        fails=("batches", "losses"),
        edits={
            "            with tf.GradientTape() as tape:": (
                "            if len(some) < batch_size:\n"
                "                break\n"
                "            with tf.GradientTape() as tape:"
            )
        },
    ),
    of_train(
        "drawn-with-repeats",
        "Your train_map draws pairs at random, so that some come twice in an epoch and some never.",
        "Is drawing again and again the same as shuffling once?",
        fails=("every pair",),
        edits={
            f"        for some, wanted in {BATCHES}:": (
                "        rng = np.random.default_rng([seed, epoch])\n"
                "        for start in range(0, len(pairs), batch_size):\n"
                "            size = min(batch_size, len(pairs) - start)\n"
                "            chosen = rng.integers(len(pairs), size=size)\n"
                "            some, wanted = pairs[chosen], distances[chosen]"
            )
        },
    ),
    of_train(
        "all-pairs-at-once",
        "Your train_map takes all pairs in one step, whatever the batch_size.",
        "How many steps make an epoch of 6 pairs, in batches of 2?",
        fails=("batches",),
        edits={BATCHES: "tf.minibatches(pairs, distances, len(pairs), seed + epoch)"},
    ),
    of_train(
        "one-by-one",
        "Your train_map takes a step for every single pair, whatever the batch_size.",
        "How many pairs should a step look at?",
        fails=("batches",),
        edits={BATCHES: "tf.minibatches(pairs, distances, 1, seed + epoch)"},
    ),
    of_train(
        "one-epoch-only",
        "Your train_map trains for one epoch, whatever was asked for.",
        "How often does the outer loop run?",
        fails=("batches",),
        edits={"    return history": "        return history\n    return history"},
    ),
    of_train(
        "one-epoch-more",
        "Your train_map trains for one epoch more than it was asked for.",
        "How many numbers are in range(0, 3 + 1)?",
        fails=("batches", "losses"),
        edits={"range(epochs)": "range(epochs + 1)"},
    ),
    of_train(
        "trains-a-copy",
        "Your train_map trains a table of its own; the one that it was given stays as it was.",
        "Which Variable does the caller look at afterwards?",
        fails=("steps",),
        edits={"    history = []": "    history = []\n    table = tf.Variable(table)"},
    ),
    of_train(
        "starts-over",
        "Your train_map puts the table back to zeros before it trains.",
        "A second run should go on where the first one ended.",
        fails=("steps",),
        edits={"    history = []": "    history = []\n    table.assign(0.0 * table)"},
    ),
    of_train(
        "loss-of-all-pairs",
        "Your train_map takes every step on the loss of all pairs.",
        "What are the batches for? Which pairs should a step look at?",
        fails=("batches", "order", "again"),
        edits={"value = loss(table, some, wanted)": "value = loss(table, pairs, distances)"},
    ),
    of_train(
        "no-steps",
        "Your train_map finds the gradients, and takes no step.",
        "Who moves the table?",
        fails=("batches", "steps"),
        edits={
            "            optimizer.apply_gradients([(tape.gradient(value, table), table)])\n": "",
        },
    ),
    of_train(
        "gradients-of-ones",
        "Your train_map gives the optimizer the table itself instead of the loss's gradient.",
        "Who knows the slope of the loss?",
        fails=("steps",),
        edits={"[(tape.gradient(value, table), table)]": "[(table.read_value(), table)]"},
    ),
    of_train(
        "mean-of-the-means",
        "Your train_map takes the plain mean of the batches' losses, so a small last batch counts "
        "too much.",
        "How many pairs does each of these means stand for?",
        fails=("losses",),
        edits={
            TOTAL: "total += float(value) / -(-len(pairs) // batch_size)",
            "total / len(pairs)": "total",
        },
    ),
    of_train(
        "sum-of-the-losses",
        "Your train_map adds the losses up, where their mean was asked for.",
        "Should an epoch look worse because it has more pairs?",
        fails=("losses",),
        edits={"total / len(pairs)": "total"},
    ),
    of_train(
        "last-batch-s-loss",
        "Your train_map keeps the loss of the last batch of an epoch, and forgets the others.",
        "Whose loss is the loss of an epoch?",
        fails=("losses",),
        edits={TOTAL: "total = float(value) * len(pairs)"},
    ),
    of_train(
        "loss-after-the-step",
        "Your train_map notes the loss of a batch after its step.",
        "Which loss did the step see? It is at hand already, and costs nothing.",
        fails=("losses",),
        edits={TOTAL: "total += float(loss(table, some, wanted)) * len(some)"},
    ),
    of_train(
        "a-loss-for-each-batch",
        "Your train_map returns a loss for every batch, where one for every epoch was asked for.",
        "How long should the list be after 3 epochs?",
        fails=("losses",),
        edits={
            TOTAL: "history.append(float(value))",
            "        history.append(total / len(pairs))\n": "",
        },
    ),
    of_train(
        "tensors-kept",
        "Your train_map returns Tensors, where plain numbers were asked for.",
        "Which function makes a Python number of a scalar Tensor?",
        fails=("losses",),
        edits={"float(value) * len(some)": "value * float(len(some))"},
    ),
    of_train(
        "nothing-returned",
        "Your train_map trains, and returns nothing.",
        "What should the caller learn about the run?",
        fails=("losses",),
        edits={"    return history": "    return None"},
    ),
    of_train(
        "distances-not-shuffled",
        "Your train_map shuffles the pairs, and leaves the distances in their order.",
        "One order, drawn once, has to serve both arrays.",
        fails=("every pair",),
        edits={
            BATCHES: "[\n"
            "            (some, distances[i * batch_size : (i + 1) * batch_size])\n"
            "            for i, (some, _) in enumerate(\n"
            "                tf.minibatches(pairs, pairs, batch_size, seed + epoch)\n"
            "            )\n"
            "        ]"
        },
    ),
    of_train(
        "one-step-an-epoch",
        "Your train_map takes one step an epoch, after its last batch.",
        "How far is the line with apply_gradients indented?",
        fails=("batches",),
        edits={
            "            optimizer.apply_gradients([(tape.gradient(value, table), table)])\n": "",
            "        history.append(total / len(pairs))": (
                "        optimizer.apply_gradients([(tape.gradient(value, table), table)])\n"
                "        history.append(total / len(pairs))"
            ),
        },
    ),
    of_train(
        "full-batches-alone",
        "Your train_map leaves out a smaller last batch, and takes the mean over the others.",
        "In every epoch each pair comes once. Which pairs never come?",
        fails=("batches",),
        edits={
            "            with tf.GradientTape() as tape:": (
                "            if len(some) < batch_size:\n"
                "                break\n"
                "            with tf.GradientTape() as tape:"
            ),
            "total / len(pairs)": "total / (len(pairs) // batch_size * batch_size or 1)",
        },
    ),
    of_train(
        "batches-of-equal-size",
        "Your train_map makes all batches of an epoch about equally large.",
        "How many pairs should each batch but the last have?",
        fails=("batches",),
        edits={
            f"        for some, wanted in {BATCHES}:": (
                "        order = np.random.default_rng([seed, epoch]).permutation(len(pairs))\n"
                "        for chosen in np.array_split(order, -(-len(pairs) // batch_size)):\n"
                "            some, wanted = pairs[chosen], distances[chosen]"
            )
        },
    ),
    of_train(
        "stops-when-the-loss-rises",
        "Your train_map stops when the loss of an epoch is above that of the one before.",
        "How many epochs were asked for? Does the docstring say that fewer may do?",
        fails=("batches",),
        edits={
            "        history.append(total / len(pairs))": (
                "        history.append(total / len(pairs))\n"
                "        if len(history) > 1 and history[-1] > 1.01 * history[-2]:\n"
                "            break"
            )
        },
    ),
    of_train(
        "stops-when-the-loss-is-small",
        "Your train_map stops when the loss is small.",
        "How many epochs were asked for? Does the docstring say that fewer may do?",
        fails=("batches",),
        edits={
            "        history.append(total / len(pairs))": (
                "        history.append(total / len(pairs))\n"
                "        if history[-1] < 0.01:\n"
                "            break"
            )
        },
    ),
    of_train(
        "seed-0-is-none",
        "Your train_map takes a seed of 0 for none.",
        "What is `seed or None` if the seed is 0?",
        fails=("again",),
        edits={"seed + epoch": "seed + epoch if seed else None"},
    ),
    of_train(
        "first-epoch-without-the-seed",
        "The first epoch of your train_map has the same order whatever the seed.",
        "What is 7 * 0, and what is 8 * 0?",
        fails=("order", "again"),
        edits={"seed + epoch": "seed * epoch"},
    ),
    of_train(
        "one-order-with-seed-0",
        "With seed 0 your train_map goes through the pairs in the same order in every epoch.",
        "What is 0 * 1, and what is 0 * 2?",
        fails=("order",),
        edits={"seed + epoch": "seed * (epoch + 1)"},
    ),
    of_train(
        "arrays-shuffled",
        "Your train_map shuffles the very arrays that it is given, and they stay shuffled.",
        "A second call finds the pairs in another order. What could you shuffle instead?",
        fails=("order", "again"),
        edits={
            f"for some, wanted in {BATCHES}:": "for array in (pairs, distances):\n"
            "            np.random.default_rng(seed + epoch).shuffle(array)\n"
            "        for start in range(0, len(pairs), batch_size):\n"
            "            some = pairs[start : start + batch_size]\n"
            "            wanted = distances[start : start + batch_size]"
        },
    ),
    of_train(
        "slices-written-out",
        "Your train_map hands the optimizer a dense gradient instead of IndexedSlices.",
        "What does the tape find, and who decides whether it becomes dense?",
        fails=("steps",),
        edits={
            "tape.gradient(value, table)": "tf.convert_to_tensor(tape.gradient(value, table))",
        },
    ),
    of_train(
        "gradient-of-the-sum",
        "Your train_map takes the gradient of the sum of a batch's losses, not of their mean.",
        "Should a larger batch make a longer step? The loss is the mean already.",
        fails=("steps",),
        edits={
            "value = loss(table, some, wanted)": (
                "value = loss(table, some, wanted)\n"
                "                weighted = value * float(len(some))"
            ),
            "tape.gradient(value, table)": "tape.gradient(weighted, table)",
        },
    ),
    of_train(
        "sum-of-the-batches",
        "Your train_map adds up the losses of an epoch's batches.",
        "How much should each batch count in the mean over all pairs?",
        fails=("losses",),
        edits={TOTAL: "total += float(value)", "total / len(pairs)": "total"},
    ),
    of_train(
        "loss-at-the-end-of-an-epoch",
        "Your train_map notes the loss of all pairs after the last step of an epoch.",
        "Which loss did each step see? The docstring asks for their mean.",
        fails=("losses",),
        edits={"total / len(pairs)": "float(loss(table, pairs, distances))"},
    ),
    of_train(
        "an-array-returned",
        "Your train_map returns an array or a tuple, where a list was asked for.",
        "What makes a list of it?",
        fails=("losses",),
        edits={"    return history": "    return np.array(history)"},
    ),
    of_train(
        "one-list-for-all-calls",
        "Your train_map goes on with the list of the call before.",
        "When is the default of an argument made: at each call, or once?",
        fails=("losses",),
        remembers=True,
        edits={"loss=None):\n    history = []": "loss=None, history=[]):"},
    ),
    of_train(
        "one-list-emptied",
        "Your train_map empties the list that its last call returned, and fills it again.",
        "What happens to the losses of an earlier training when you train once more?",
        fails=("losses",),
        edits={
            "loss=None):\n    history = []": "loss=None, history=[]):\n    history.clear()",
        },
    ),
    of_train(
        "total-goes-on",
        "Your train_map counts the losses of all epochs so far for the loss of an epoch.",
        "Where does the total of an epoch start at 0?",
        fails=("losses",),
        edits={
            "        total = 0.0\n": "",
            "    history = []\n": "    history, total = [], 0.0\n",
        },
    ),
    of_train(
        "small-batch-without-a-step",
        "Your train_map takes no step on a last batch that is smaller.",
        "Is there anything to learn from the last pairs?",
        fails=("batches",),
        edits={
            "optimizer.apply": "if len(some) == batch_size or len(pairs) < batch_size:\n"
            "                optimizer.apply"
        },
    ),
    of_train(
        "begun-elsewhere",
        "Your train_map begins each epoch at a random pair, and goes on in the order of the array.",
        "Data often come sorted. Which pairs lie in a batch with the first one, in every epoch?",
        fails=("order",),
        edits={
            f"for some, wanted in {BATCHES}:": (
                "first = np.random.default_rng(seed + epoch).integers(len(pairs))\n"
                "        order = np.roll(np.arange(len(pairs)), -first)\n"
                "        for start in range(0, len(pairs), batch_size):\n"
                "            at = order[start : start + batch_size]\n"
                "            some, wanted = pairs[at], distances[at]"
            )
        },
    ),
    of_train(
        "shuffled-within-blocks",
        "Your train_map makes batches of pairs that lie beside each other, and shuffles each.",
        "Can the first pair and the last one ever be in one batch?",
        fails=("order",),
        edits={
            f"for some, wanted in {BATCHES}:": "rng = np.random.default_rng(seed + epoch)\n"
            "        for start in range(0, len(pairs), batch_size):\n"
            "            at = rng.permutation(np.arange(len(pairs))[start : start + batch_size])\n"
            "            some, wanted = pairs[at], distances[at]"
        },
    ),
]

MISTAKES = [
    *LOOKUP_MISTAKES,
    *VJP_MISTAKES,
    *DENSE_MISTAKES,
    *SUM_MISTAKES,
    *STEP_MISTAKES,
    *TRAIN_MISTAKES,
]
