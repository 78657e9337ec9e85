"""A gradient tape: a list of what was computed, walked backwards to find gradients.

While a tape records, it is one of the `listeners` to every op (ops.py).  It keeps a Record of
every op that depends on something it watches: trainable Variables, which it watches
automatically, and whatever is passed to `watch`.  `backward` then goes through the list from its
end, and passes each record's gradient on to the record's inputs by the rules in gradients.py.
(GradientTape runs a quicker version of it, quick.py, which gives the same results.)

Two questions every reader asks.  Why from the end?  Because a value's gradient is complete
only when every use of the value has been visited, and the uses all come later in the list.
Why add up?  Because a value that was used twice has influenced the result in two ways.

Where TensorFlow is careless, this tape raises an error: for `output_gradients` that
differ from the targets in number or shape.  Two things it sees otherwise than TensorFlow's:
`v.numpy()` does not make it watch the Variable v, and what `zeros_like` and `ones_like` give
are constants, not values that depend on their argument with the slope 0.  And in one corner it
has an answer where TensorFlow says None: a source that is itself a target has its own start as its
gradient, even if nothing watched has an influence on it and there are other targets.
"""

import contextlib
import enum
import functools
import math
import warnings
from threading import get_ident
from typing import Any

import numpy as np

from . import ops, quick
from .creation import zeros, zeros_like
from .gradients import CONSTANTS, PASSES_SLICES, VJPS, add_up, unbroadcast
from .ops import broadcast_to, convert_to_tensor, reshape, stack
from .structures import flatten, pack_like
from .tensor import Tensor, wrap
from .variable import Variable


class UnconnectedGradients(enum.Enum):
    """What `gradient` gives for a source that did not influence the target."""

    NONE = "none"
    ZERO = "zero"


_NONE = UnconnectedGradients.NONE


@contextlib.contextmanager
def recording():
    """Record every op that this thread applies in a `with` block.

        with recording() as records:
            y = x * x
        print(records)  # [Record(op='multiply', ...)]

    Gives a new list, to which a Record is appended after each op. A tape is such a list, with
    just the records that matter to what it watches.
    """
    thread, records = get_ident(), []

    def listen(record):
        if get_ident() == thread:
            records.append(record)

    ops.listeners.append(listen)
    try:
        yield records
    finally:
        ops.listeners.remove(listen)


def backward(records, targets, output_gradients, sources, wanted=None):
    """Walk `records` backwards, from the gradients of `targets` to those of `sources`.

    Args:
        records: a list of Records (or tuples like them), in the order in which they happened.
        targets, output_gradients: lists of the same length: Tensors, and the gradient that each
            starts with (a Tensor of its shape).
        sources: a list of Tensors and Variables.
        wanted: the ids of the sources and of everything that they influenced, if known.

    Returns:
        A list: for each source its gradient (a Tensor or IndexedSlices), or None if no
        path leads from the source to a target.

    Raises ValueError if there are not as many output gradients as targets.

    The walk is a loop, not a recursion, so a chain may have any length.  Gradients are kept by
    the `id` of the object that they belong to; the records keep those objects alive.
    """
    if wanted is None:
        wanted = _influenced(records, map(id, sources))
    gradients: dict[int, Any] = {}

    def add(x, g):
        gradients[id(x)] = add_up(gradients[id(x)], g) if id(x) in gradients else g

    for target, g in zip(targets, output_gradients, strict=True):
        add(target, g)
    for op, inputs, output, attributes in reversed(records):
        g = gradients.get(id(output))
        if g is None:
            continue
        g = g if op in PASSES_SLICES else convert_to_tensor(g)
        for x, vjp in zip(inputs, VJPS[op], strict=False):
            if vjp is not None and id(x) in wanted:
                part = vjp(g, output, *inputs, **attributes)
                add(x, unbroadcast(part, x.shape))
    return [gradients.get(id(source)) for source in sources]


def _influenced(records, keys):
    """The ids of everything that the objects with the ids `keys` influenced."""
    wanted = set(keys)
    for _, inputs, output, _ in records:
        if any(id(x) in wanted for x in inputs):
            wanted.add(id(output))
    return wanted


class GradientTape:
    """Records what is computed in its context, to differentiate it.

        with GradientTape() as tape:
            y = x * x
        dy_dx = tape.gradient(y, x)

    Args:
        persistent: whether `gradient` may be called more than once.
        watch_accessed_variables: whether trainable Variables are watched as soon as they
            are used.

    A tape records only what happens in the thread that entered it.
    """

    # _records: a list while there is something to use; None before, and once used up.
    # _watched: what is watched, by id; keeping it alive makes sure that no id is used again.
    # _connected: the ids of what is watched, and of everything that depends on it.
    __slots__ = (
        *("_connected", "_listener", "_persistent", "_records", "_recording"),
        *("_watch_accessed", "_watched"),
    )

    def __init__(self, persistent=False, watch_accessed_variables=True):
        self._persistent = persistent
        self._watch_accessed = watch_accessed_variables
        self._recording = False
        self._listener: Any = None
        self._records: Any = None
        self._watched: dict[int, Any] = {}
        self._connected: set[int] = set()

    # -------------------------------------------------------------------- recording

    def __enter__(self):
        if self._recording:
            raise ValueError("the tape is still recording: it cannot be entered again")
        if self._records is None:
            self._start_anew()
        self._start()
        return self

    def __exit__(self, *exception):
        if self._recording:
            self._stop()

    def _start_anew(self):
        self._records, self._watched, self._connected = [], {}, set()

    def _start(self):
        self._recording = True
        self._listener = self._new_listener()
        ops.listeners.append(self._listener)

    def _stop(self):
        self._recording = False
        if self._listener in ops.listeners:  # not if somebody cleared the list
            ops.listeners.remove(self._listener)
        self._listener = None  # it would keep the tape alive, and the tape would keep it

    def _new_listener(self):
        """A function that keeps a Record if a gradient could pass through it to what is watched."""
        # A closure finds these faster than a method finds attributes, which saves 2 % of a step of
        # the course's first model.
        thread, connected, records, watches = (
            get_ident(),
            self._connected,
            self._records,
            self._watches,
        )

        def listen(record):
            if get_ident() != thread:
                return
            op, inputs, output, _ = record
            for x in inputs:
                if id(x) in connected or (type(x) is not Tensor and watches(x)):
                    if op not in CONSTANTS:
                        records.append(record)
                        connected.add(id(output))
                    return

        return listen

    def _watches(self, variable):
        """Whether this tape automatically watches a Variable that an op has just read."""
        if not (self._watch_accessed and variable._trainable):
            return False
        self._watched[id(variable)] = variable
        if variable._array.dtype.kind != "f":  # only floats have gradients
            return False
        self._connected.add(id(variable))
        return True

    def watch(self, tensor):
        """From now on, record what depends on `tensor` (a Tensor, a Variable, or several).

        Raises ValueError for anything else.
        """
        leaves = flatten(tensor)
        for x in leaves:
            if not isinstance(x, (Tensor, Variable)):
                raise ValueError(f"can watch a Tensor or Variable, not {x!r}")
        if self._records is None:
            self._start_anew()
        for x in leaves:
            if x.dtype.kind != "f":
                warnings.warn(f"watching {x!r}: only floats have gradients", stacklevel=2)
            else:
                self._watch(x)

    def _watch(self, x):
        self._watched[id(x)] = x
        self._connected.add(id(x))

    def watched_variables(self):
        """The Variables watched so far, a tuple in the order in which they were made."""
        variables = (x for x in self._watched.values() if isinstance(x, Variable))
        return tuple(sorted(variables, key=lambda x: x._place))

    @contextlib.contextmanager
    def stop_recording(self):
        """A context in which this tape does not record.

        Raises RuntimeError if it has no records (never entered, or used up), and ValueError
        if its own context has ended.
        """
        if not self._recording:
            error = RuntimeError if self._records is None else ValueError
            raise error("the tape is not recording, so it cannot stop")
        self._stop()
        try:
            yield
        finally:
            if self._records is not None:  # `gradient` may have used the tape up
                self._start()

    def reset(self):
        """Forget all records and everything watched, and go on recording.

        Raises ValueError if the tape is not recording.
        """
        if not self._recording:
            raise ValueError("the tape is not recording, so there is nothing to reset")
        self._stop()
        self._start_anew()
        self._start()

    # ------------------------------------------------------------------ differentiating

    def gradient(
        self,
        target,
        sources,
        output_gradients=None,
        unconnected_gradients=_NONE,
    ):
        """The gradient of `target` (of its sum, if it has many elements) for each source.

        Args:
            target: a Tensor or Variable, or a structure of them, whose gradients add up.
            sources: a Tensor or Variable, or a structure (list, tuple, dict) of them.
            output_gradients: a gradient for each target to start from, of its shape,
                instead of ones; None leaves a target out.
            unconnected_gradients: what a source gets that did not influence the target:
                "none" (None) or "zero" (zeros of its shape).

        Returns:
            For each source a Tensor of its shape and dtype (or IndexedSlices if only rows of
            it were gathered), in the structure of `sources`.

        Raises:
            RuntimeError: the tape is not persistent and was used before (or never entered).
            TypeError: a target or source is not a Tensor or Variable.
            ValueError: `output_gradients` do not fit the targets, or the option is unknown.
        """
        if unconnected_gradients is not _NONE:
            unconnected_gradients = UnconnectedGradients(unconnected_gradients)
        targets = [target] if type(target) is Tensor else _checked(target, "target")
        simple = type(sources) is list and _ONLY_LEAVES.issuperset(map(type, sources))
        leaves = sources if simple else _checked(sources, "source")
        if output_gradients is None:
            starts = [_one(x._array.dtype.type) for x in targets]
        else:
            targets, starts = _starting_gradients(targets, output_gradients)
        gradients = self._gradients(self._take_records(), targets, starts, leaves)
        if unconnected_gradients is not _NONE:
            pairs = zip(leaves, gradients, strict=True)
            gradients = [zeros_like(x) if g is None else g for x, g in pairs]
        return gradients if simple else pack_like(sources, gradients)

    def jacobian(
        self,
        target,
        sources,
        unconnected_gradients=_NONE,
        parallel_iterations=None,
        experimental_use_pfor=True,
    ):
        """The derivative of every element of `target` for every element of each source.

        Args:
            target: one Tensor.

        Returns:
            For each source a Tensor of shape [*target.shape, *source.shape], or None, in the
            structure of `sources`.  Otherwise as `gradient`, and raises as it does; but a target
            that is not one Tensor is an AttributeError.
        """
        unconnected = UnconnectedGradients(unconnected_gradients)
        if not isinstance(target, (Tensor, Variable)):
            raise AttributeError(f"jacobian takes one Tensor as its target, not {target!r}")
        leaves = _checked(sources, "source")
        records = self._take_records()
        rows = [
            self._gradients(list(records), [target], [start], leaves) for start in _one_hots(target)
        ]
        # Even if there are no elements, some sources are connected and others are not.
        rows = rows or [self._gradients(records, [target], [zeros_like(target)], leaves)]
        results = [
            _stacked(column, target.shape, x, unconnected)
            for column, x in zip(zip(*rows, strict=True), leaves, strict=True)
        ]
        return pack_like(sources, results)

    def batch_jacobian(
        self,
        target,
        source,
        unconnected_gradients=_NONE,
        parallel_iterations=None,
        experimental_use_pfor=True,
    ):
        """The jacobian of each example by itself, if no example influences another.

        Args:
            target: a Tensor of shape [examples, ...].
            source: a Tensor or Variable of shape [examples, ...].

        Returns:
            A Tensor of shape [examples, *target.shape[1:], *source.shape[1:]]: its element [i] is
            the jacobian of target[i] with respect to source[i].

        Raises ValueError where the shapes are not like this; otherwise as `gradient`.
        """
        UnconnectedGradients(unconnected_gradients)
        shape, inner = target._array.shape, source._array.shape
        if len(shape) < 2 or len(inner) < 2 or shape[0] != inner[0]:
            raise ValueError(f"batch_jacobian of {shape} for {inner}: both need a batch axis first")
        records, leaves = self._take_records(), [source]
        columns = []
        for one_hot in np.eye(math.prod(shape[1:]), dtype=target._array.dtype):
            start = np.broadcast_to(one_hot.reshape(shape[1:]), shape)
            (g,) = self._gradients(list(records), [target], [wrap(start)], leaves)
            columns.append(zeros_like(source) if g is None else convert_to_tensor(g))
        if not columns:
            return zeros((*shape, *inner[1:]), source.dtype)
        return reshape(stack(columns, 1), (*shape, *inner[1:]))

    def _gradients(self, records, targets, starts, leaves):
        """`backward`, but only to the sources that this tape has watched or computed."""
        keys = set(map(id, leaves))
        if keys.issuperset(self._watched):  # then everything recorded came from the sources
            wanted = self._connected
        else:
            wanted = _influenced(records, keys & self._connected)
        if ops.listeners:  # someone, such as another tape, wants a record of every op
            starts = [broadcast_to(g, x.shape) for g, x in zip(starts, targets, strict=True)]
            return backward(records, targets, starts, leaves, wanted)
        return quick.backward(records, targets, starts, leaves, keys, wanted)

    def _take_records(self):
        """The records; a tape that is not persistent stops recording and keeps none."""
        records = self._records
        if records is None:
            raise RuntimeError(
                "a non-persistent GradientTape can only be used to compute one set of gradients "
                "(or jacobians), after recording it: use GradientTape(persistent=True)"
            )
        if self._persistent:
            return list(records)  # the tape may grow while they are walked
        if self._recording:
            self._stop()
        self._records = None
        return records


# ---------------------------------------------------------------- checking the arguments


_ONLY_LEAVES = {Tensor, Variable}


def _checked(structure, kind):
    """The leaves of `structure`, all of them Tensors or Variables."""
    leaves = flatten(structure)
    for x in leaves:
        if not isinstance(x, (Tensor, Variable)):
            raise TypeError(f"a {kind} must be a Tensor or Variable, not {x!r}")
    return leaves


@functools.cache
def _one(number):
    """The gradient of a target with respect to itself: 1 for each of its elements.

    `number` is NumPy's class of such numbers, which is quicker to find in the cache than a dtype.
    """
    return wrap(number(1))


def _starting_gradients(targets, output_gradients):
    """`output_gradients`, checked: the targets that have one, and a gradient for each of them."""
    given = flatten(output_gradients)
    if len(given) != len(targets):
        raise ValueError(f"{len(given)} output_gradients for {len(targets)} targets")
    if given and all(g is None for g in given):
        raise ValueError("no target has an output gradient")
    pairs = [(x, g) for x, g in zip(targets, given, strict=True) if g is not None]
    targets = [x for x, _ in pairs]
    starts = [convert_to_tensor(g, x.dtype) for x, g in pairs]
    for g, x in zip(starts, targets, strict=True):
        if g.shape != x.shape:
            raise ValueError(f"an output gradient of shape {g.shape} for a target of {x.shape}")
    return targets, starts


def _one_hots(target):
    """For each element of `target`, a gradient that is 1 there and 0 elsewhere."""
    eye = np.eye(target._array.size, dtype=target.dtype)
    return [wrap(row.reshape(target.shape)) for row in eye]


def _stacked(gradients, shape, source, unconnected):
    """The jacobian for `source`, from its gradients for each element of a target of `shape`."""
    if gradients[0] is None and unconnected is _NONE:  # no path, so none from any element
        return None
    if gradients[0] is None or 0 in shape:
        return zeros((*shape, *source.shape), source.dtype)
    return reshape(stack(gradients), (*shape, *source.shape))
