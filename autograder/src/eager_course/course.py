"""The course in one place: its stages, its reference, and what stays out of students' reach."""

from pathlib import Path

from autograder.outside.course import Course, Stage

RIGHT_ANSWERS = Path(__file__).parent / "right_answers"

# The modules of `eager` that students hold once they have built the stage. Each comes with those
# that it imports.
VARIABLES = ("variable", "math", "nn", "compat")
LOSS = ("losses", "linear", "finite_difference", "surface", "pictures", "structures")
TAPE = ("tape",)
TRAINING = ("training", "optimizers", "progress")
EMBEDDINGS = ("embeddings",)


def _stage(number: int, name: str, modules: tuple[str, ...] = ()) -> Stage:
    return Stage(
        number=number,
        name=name,
        assignment=f"{number:02}-{name}",
        questions=f"eager_course.questions.{name}",
        mistakes=f"eager_course.mistakes.{name}",
        right_answers=RIGHT_ANSWERS / name,
        modules=modules,
    )


COURSE = Course(
    name="eager_course",
    stages=(
        _stage(1, "variables"),
        _stage(2, "loss", VARIABLES),
        _stage(3, "tape", VARIABLES + LOSS),
        _stage(4, "training", VARIABLES + LOSS + TAPE),
        _stage(5, "embeddings", VARIABLES + LOSS + TAPE + TRAINING),
        _stage(6, "network", VARIABLES + LOSS + TAPE + TRAINING + EMBEDDINGS),
    ),
    reference="eager",
    # Names that questions need and that are no attributes of the package itself: `tf` is all of
    # it, and as in TensorFlow some names live in a module of their own.
    places={
        "tf": "",
        "fitting": "Variable._array_from",
        "checked": "Variable._checked",
        "train": "training.train",
        "SGD": "optimizers.SGD",
        "Adam": "optimizers.Adam",
        **{
            name: f"embeddings.{name}"
            for name in (
                *("take_rows", "lookup_vjp", "to_dense", "add_gradients"),
                *("SparseSGD", "train_map"),
            )
        },
        "Dense": "layers.Dense",
        "Sequential": "layers.Sequential",
        "cross_entropy": "classification.cross_entropy",
        "l2_penalty": "layers.l2_penalty",
        "total_loss": "layers.total_loss",
        "fit": "fitting.fit",
        "evaluate": "fitting.evaluate",
        "save_weights": "weights.save_weights",
        "load_weights": "weights.load_weights",
    },
    # Engines that do what students are asked to build.
    hidden=(
        *("tensorflow", "keras", "torch", "jax", "jaxlib"),
        *("autograd", "tinygrad", "mxnet", "paddle"),
    ),
    sample_class="eager_course.sample_class",
)
