"""Functions that call functions: `tf.cond`, `tf.while_loop`, `tf.map_fn` and their like.

In eager mode each stands for a plain Python statement, and a tape sees the ops inside.
"""

from . import dtypes, nest
from .errors import InvalidArgumentError
from .ops import convert_to_tensor, getitem, stack
from .showing import is_tensor
from .tensor import constant


def cond(pred, true_fn=None, false_fn=None, name=None):
    """true_fn() if `pred`, a scalar, is true, else false_fn()."""
    if not callable(true_fn) or not callable(false_fn):
        raise TypeError("cond takes two functions, true_fn and false_fn")
    return true_fn() if pred else false_fn()


def case(pred_fn_pairs, default=None, exclusive=False, strict=False, name="case"):
    """Call the function paired with the first true predicate, and return what it gives.

    Args:
        pred_fn_pairs: pairs of a scalar and a function without arguments.
        default: the function to call if none is true.
        exclusive: whether more than one true predicate is an error.

    Raises InvalidArgumentError if none is true and there is no default, or if several are true and
    `exclusive` is set, and TypeError for a predicate that is not a Tensor.
    """
    pairs = list(pred_fn_pairs)
    for pred, _ in pairs:
        _check_tensor("a predicate", pred)
    true = [function for pred, function in pairs if pred]
    if exclusive and len(true) > 1:
        raise InvalidArgumentError(f"{len(true)} of the predicates are true, at most 1 may be")
    if not true and default is None:
        raise InvalidArgumentError("none of the predicates is true, and there is no default")
    return (true[0] if true else default)()


def switch_case(branch_index, branch_fns, default=None, name="switch_case"):
    """Call branch_fns[branch_index], or `default` (the last branch) if there is none.

    Args:
        branch_index: a scalar integer.
        branch_fns: functions without arguments, as a dict, a list, or a list of (int, function).

    Raises TypeError if `branch_index` is not a Tensor, ValueError if the ints are not 0, 1, …, or
    if there are no branches.
    """
    _check_tensor("branch_index", branch_index)
    branches = list(branch_fns.items() if isinstance(branch_fns, dict) else branch_fns)
    if not branches:
        raise ValueError("switch_case needs branch_fns, at least one")
    if callable(branches[0]):
        branches = list(enumerate(branches))
    if {place for place, _ in branches} != set(range(len(branches))):
        raise ValueError(f"the branches must be 0 to {len(branches) - 1}, one each")
    last = max(branches, key=lambda branch: branch[0])[1]
    return dict(branches).get(int(branch_index), default or last)()


def _check_tensor(what, value):
    if not is_tensor(value):
        raise TypeError(f"{what} must be a Tensor, got {value!r}")


def while_loop(
    cond,
    body,
    loop_vars,
    shape_invariants=None,
    parallel_iterations=10,
    back_prop=True,
    swap_memory=False,
    maximum_iterations=None,
    name=None,
):
    """The `loop_vars` after `loop_vars = body(*loop_vars)` for as long as cond(*loop_vars) holds.

    Args:
        maximum_iterations: after how many to stop, whatever `cond` says.

    Raises ValueError if `body` returns a structure other than that of `loop_vars`.
    """
    if not callable(cond) or not callable(body):
        raise TypeError("while_loop takes two functions, cond and body")
    if not loop_vars:
        raise ValueError("while_loop needs loop_vars, at least one")
    values, rounds = loop_vars, 0
    while cond(*values) and (maximum_iterations is None or rounds < maximum_iterations):
        new = body(*values)
        new = new if isinstance(new, (list, tuple)) else (new,)
        nest.assert_same_structure(loop_vars, new, check_types=False)
        values, rounds = new, rounds + 1
    return nest.pack_sequence_as(loop_vars, _tensors(values))


def map_fn(
    fn,
    elems,
    dtype=None,
    parallel_iterations=None,
    back_prop=True,
    swap_memory=False,
    infer_shape=True,
    name=None,
    fn_output_signature=None,
):
    """What `fn` gives for each row of `elems`, stacked.

    Args:
        fn: takes a row, or a structure of rows, and gives a value, or a structure of values.
        elems: a value with at least one axis, or a structure of such values, all of one length.
        fn_output_signature: the dtype of what `fn` gives, or a structure of dtypes; those of
            `elems` by default.

    Raises ValueError if the elems differ in length or are scalars, InvalidArgumentError if `fn`
    gives another dtype.
    """
    rows = _rows(elems)
    given = fn_output_signature if fn_output_signature is not None else dtype
    wanted = elems if given is None else given
    if given is None:
        kinds = [tensor.dtype for tensor in _tensors(elems)]
    else:
        kinds = [dtypes.as_dtype(leaf) for leaf in nest.flatten(given)]
    if not rows:  # there is no telling what shape fn would give
        return nest.pack_sequence_as(wanted, [constant([], kind) for kind in kinds])
    results = [fn(row) for row in rows]
    nest.assert_same_structure(wanted, results[0])
    stacked = _stacked(results)
    for value, kind in zip(nest.flatten(stacked), kinds, strict=True):
        if value.dtype != kind:
            raise InvalidArgumentError(
                f"fn gives {value.dtype.name}, not {kind.name}: say so with fn_output_signature"
            )
    return stacked


def vectorized_map(fn, elems, fallback_to_while_loop=True, warn=True):
    """As `map_fn`, but `fn` may give values of any dtype without saying so."""
    return _stacked([fn(row) for row in _rows(elems)])


def foldl(
    fn,
    elems,
    initializer=None,
    parallel_iterations=10,
    back_prop=True,
    swap_memory=False,
    name=None,
):
    """fn(fn(fn(initializer, row 0), row 1), …); without an initializer it starts with row 0."""
    return _steps(fn, _rows(elems), initializer)[-1]


def foldr(
    fn,
    elems,
    initializer=None,
    parallel_iterations=10,
    back_prop=True,
    swap_memory=False,
    name=None,
):
    """As `foldl`, from the last row to the first."""
    return _steps(fn, _rows(elems)[::-1], initializer)[-1]


def scan(
    fn,
    elems,
    initializer=None,
    parallel_iterations=10,
    back_prop=True,
    swap_memory=False,
    infer_shape=True,
    reverse=False,
    name=None,
):
    """What `foldl` has after each row, stacked; from the last row to the first if `reverse`."""
    rows = _rows(elems)
    steps = _steps(fn, rows[::-1] if reverse else rows, initializer)
    steps = steps if initializer is None else steps[1:]
    return _stacked(steps[::-1] if reverse else steps)


def _steps(fn, rows, start):
    """`start` (by default the first row), and what `fn` has made of it after each row."""
    rows = list(rows)
    if start is None:
        if not rows:
            raise ValueError("there are no rows, and no initializer to start from")
        start = rows.pop(0)
    else:
        start = nest.map_structure(convert_to_tensor, start)
    steps = [start]
    for row in rows:
        steps.append(fn(steps[-1], row))
    return steps


def _tensors(structure):
    """The leaves of `structure`, as Tensors."""
    return [convert_to_tensor(leaf) for leaf in nest.flatten(structure)]


def _rows(elems):
    """`elems` row by row: a list of structures like `elems`."""
    leaves = _tensors(elems)
    lengths = {leaf.shape[0] if leaf.ndim else -1 for leaf in leaves}
    if len(lengths) != 1 or -1 in lengths:
        shapes = ", ".join(str(leaf.shape) for leaf in leaves)
        raise ValueError(f"the elems must all have the same number of rows, got shapes {shapes}")
    return [
        nest.pack_sequence_as(elems, [getitem(leaf, i) for leaf in leaves])
        for i in range(lengths.pop())
    ]


def _stacked(results):
    """One structure, whose leaves are those of the structures in `results`, stacked."""
    columns = zip(*map(nest.flatten, results), strict=True)
    return nest.pack_sequence_as(results[0], [stack(list(column)) for column in columns])
