"""Hypothesis strategies for whole programs: leaves, a tape or two, questions to the tapes."""

import re

from hypothesis import strategies as st

from .builder import Builder
from .programs import Program
from .statements import is_tensorlike, reduce, statement, unary

# Finite numbers may differ by TOLERANCE * (1 + |wanted|). How much rounding matters to these
# programs is measured by test_programs.py: TensorFlow's own float32 and float64 results differ
# by a few units of 2**-24, so both numbers leave a factor of about 30 for other orders of
# summation, and none for a wrong formula.
TOLERANCE = {"float32": 1e-5, "float64": 1e-12}


@st.composite
def programs(draw, size=10, dtypes=("float64", "float64", "float32")):
    """Programs that TensorFlow runs to their end. `size` bounds the statements in one stretch."""
    dtype = draw(st.sampled_from(dtypes))
    builder = Builder(draw, dtype)
    for _ in range(builder.one_of([1, 2, 3])):
        builder.leaf()
    if builder.chance(2):
        stretch(builder, 2)
    for _ in range(builder.one_of([1, 1, 2])):
        tape(builder, size, depth=0)
    for value in builder.values:
        if value.is_variable and value.name not in builder.names:
            builder.show(value.name)
    return Program(builder.steps, builder.names, TOLERANCE[dtype])


@st.composite
def curvatures(draw):
    """Programs that differentiate a gradient again: an inner tape, an outer one, and both asked."""
    builder = Builder(draw, "float64")
    sources = [builder.leaf(kind="variable") for _ in range(builder.one_of([1, 2]))]
    names = {source.name for source in sources}

    def depends(value):
        return value.kind == "tensor" and value.is_float and value.ancestors & names

    def inner():
        stretch(builder, 5)
        reduce(builder)
        unary(builder)

    def outer():
        for source in sources:
            builder.write(f"outer.watch({source.name})")
        builder.block("with tf.GradientTape() as inner:", inner)
        target = builder.pick_deep(depends)
        if target:
            source = builder.one_of(sources)
            continue_with(builder, f"inner.gradient({target.name}, {source.name})", source)
            stretch(builder, 2)

    builder.block("with tf.GradientTape() as outer:", outer)
    target = builder.pick_deep(depends)
    if target:
        builder.write(f"g = outer.gradient({target.name}, [{', '.join(sorted(names))}])")
        builder.show("g")
    return Program(builder.steps, builder.names, TOLERANCE["float64"])


@st.composite
def jacobians(draw):
    """Short programs that end in the Jacobian of one small target."""
    builder = Builder(draw, "float64")
    source = builder.leaf(builder.one_of([(), (2,), (3,), (2, 2)]), kind="variable")
    options = builder.one_of(["", "persistent=True"])

    def fill():
        builder.write(f"t.watch({source.name})")
        stretch(builder, 5)

    builder.block(f"with tf.GradientTape({options}) as t:", fill)
    target = builder.pick(lambda v: v.kind == "tensor" and v.is_float and 0 < v.size <= 6)
    if target:
        sources = builder.one_of(["{}", "[{}]"]).format(source.name)
        zero = builder.one_of(["", ", unconnected_gradients='zero'"])
        builder.write(f"j = t.jacobian({target.name}, {sources}{zero})")
        builder.show("j")
    return Program(builder.steps, builder.names, TOLERANCE["float64"])


def stretch(builder, size):
    """Up to `size` statements. Asked for one by one, so that shrinking can drop any of them."""
    for _ in range(size):
        if not builder.more():
            break
        statement(builder)


# ------------------------------------------------------------------ tapes


def tape(builder, size, depth):
    """A `with tf.GradientTape()` block, and questions to it after or inside."""
    name = builder.fresh("t")
    persistent = builder.chance(2)
    automatic = not builder.chance(6)
    options = [] if automatic else ["watch_accessed_variables=False"]
    options += ["persistent=True"] if persistent else []
    inside = persistent and builder.chance(5)

    known = set(names_of(builder))
    watched = set()

    def fill():
        watched.update(watch(builder, name, always=not automatic))
        stretch(builder, size)
        if depth < 2 and builder.chance(3):
            tape(builder, max(2, size // 2), depth + 1)
            if builder.chance(2):
                stretch(builder, 2)
        if builder.chance(6):
            watched.update(watch(builder, name, always=True, late=True))
            stretch(builder, 3)
        if builder.chance(6):
            builder.block(f"with {name}.stop_recording():", lambda: stretch(builder, 2))
            stretch(builder, 2)
        if builder.chance(12):
            builder.write(f"{name}.reset()")
            watched.clear()
            stretch(builder, 3)
        if automatic:
            watched.update(v.name for v in builder.values if v.trainable)
        if inside:
            ask(builder, name, watched, made=names_of(builder) - known)

    builder.block(f"with tf.GradientTape({', '.join(options)}) as {name}:", fill)
    if persistent or not inside:
        made = names_of(builder) - known
        for _ in range(builder.one_of([2, 3, 4]) if persistent else 1):
            ask(builder, name, watched, made)
    if builder.chance(6):
        show_watched(builder, name)


def show_watched(builder, tape_name):
    """Which Variables the tape watches, of those that were used in no way but by ops."""
    used = [v.name for v in builder.values if v.is_variable and v.name not in builder.peeked]
    watched = builder.fresh("w")
    builder.write(f"{watched} = [any(v is w for w in {tape_name}.watched_variables()) "
                  f"for v in [{', '.join(used)}]]")
    builder.show(watched)


def names_of(builder):
    return {value.name for value in builder.values}


def watch(builder, tape_name, always, late=False):
    """Watch some of what there is, constants, computed values, Variables; return the names.

    Late, it is something that was not used before: see test_deviations.py.
    """
    candidates = [v for v in builder.values if is_tensorlike(v) and v.is_float]
    if late:
        used = frozenset().union(*(v.ancestors for v in builder.values))
        candidates = [v for v in candidates if v.name not in used]
    count = builder.one_of([1, 2] if always else [0, 1, 2]) if candidates else 0
    chosen = [builder.one_of(candidates).name for _ in range(count)]
    for name in chosen:
        builder.write(f"{tape_name}.watch({name})")
    return chosen


def ask(builder, tape_name, watched, made):
    """A gradient call; now and then its result goes on into the program.

    Most calls connect: a target `made` under the tape from what is `watched`. The others ask for
    what TensorFlow answers with None.
    """
    targets = pick_some(builder, lambda v: v.kind == "tensor" and v.is_float, [1, 1, 1, 2],
                        prefer=lambda v: v.name in made and v.ancestors & watched,
                        pick=builder.pick_deep)
    if not targets:
        return
    reached = frozenset().union(*(t.ancestors for t in targets))

    def fits(v):
        # An unwatched source that is a target beside others: see test_deviations.py.
        return v.is_float and is_tensorlike(v) and (
            len(targets) == 1 or v not in targets or v.name in watched)

    sources = pick_some(builder, fits, [1, 1, 2, 3],
                        prefer=lambda v: v.name in reached & (watched | made),
                        pick=builder.pick)
    if not sources:
        return
    if builder.chance(12):
        sources.append(sources[0])
    target, shape_of = structure(builder, targets)
    source, _ = structure(builder, sources)
    arguments = [target, source]
    if builder.chance(4):
        arguments.append("output_gradients=" + shape_of(upstream(builder, targets)))
    if builder.chance(4):
        option = builder.one_of(["'zero'", "'none'", "tf.UnconnectedGradients.ZERO"])
        arguments.append(f"unconnected_gradients={option}")
        builder.peeked.update(source.name for source in sources)  # TensorFlow asks zeros_like
    call = f"{tape_name}.gradient({', '.join(arguments)})"
    if len(sources) == 1 and source == sources[0].name and builder.chance(2):
        continue_with(builder, call, sources[0])
        return
    result = builder.fresh("g")
    builder.write(f"{result} = {call}")
    builder.show(result)


def continue_with(builder, call, source):
    """Bind one dense gradient as a value, so that an outer tape may differentiate it again."""
    call = re.sub(r", unconnected_gradients=[^)]*", "", call)
    gradient = builder.fresh("g")
    text = (f"tf.convert_to_tensor({gradient}) if ({gradient} := {call}) is not None "
            f"else tf.stop_gradient(tf.zeros_like({source.name}))")
    builder.peeked.add(source.name)
    # Its bounds are not known: a guess that keeps it out of exp and log, and of nothing else.
    builder.add(text, source.shape, source.dtype, -24, 24, gain=16.0)


def upstream(builder, targets):
    """A Tensor of each target's shape. (Never None: TensorFlow may abort the process then.)

    Nothing else is to have its name: it may come back as the gradient, the same Tensor or an
    equal one, and a tape could tell which.
    """
    constants = [builder.leaf(t.shape, t.dtype, "tensor").name for t in targets]
    return [f"tf.identity({name})" for name in constants]


def pick_some(builder, wanted, counts, prefer, pick):
    """Values that are `wanted`; all but one in eight of them also meet `prefer`, if any does."""
    chosen = []
    for _ in range(builder.one_of(counts)):
        value = None
        if not builder.chance(8):
            value = pick(lambda v: wanted(v) and prefer(v))
        value = value or builder.pick(wanted)
        if value:
            chosen.append(value)
    return chosen


def structure(builder, values):
    """(the values as a person writes them in one argument, a function that writes others so)."""
    names = [v.name for v in values]
    if len(names) == 1:
        form = builder.one_of(["{}", "{}", "[{}]", "({},)", "{{'only': {}}}"])
        return form.format(*names), lambda others: form.format(*others)
    form = builder.one_of(["[{}]", "({})", "dict"])
    if form == "dict":
        return mapping(names), mapping
    return form.format(", ".join(names)), lambda others: form.format(", ".join(others))


def mapping(names):
    return "{" + ", ".join(f"'k{i}': {name}" for i, name in enumerate(names)) + "}"
