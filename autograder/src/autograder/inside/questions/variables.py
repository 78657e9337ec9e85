"""Questions of the stage 01-variables: Tensors, operators, Variables, assigning, scattering."""

from collections.abc import Iterator

from ..draw import Draw
from ..question import Case, Question, case

assign = Question("variables-assign", needs=["Variable", "Tensor"])


@assign.part("values", 2, "assign replaces the value, assign_add adds to it, assign_sub subtracts")
def _(draw: Draw) -> Iterator[Case]:
    for method in ("assign", "assign_add", "assign_sub"):
        for shape in [(), (2,), (2, 3)]:
            yield case(
                f"""
                v = Variable(a)
                v.{method}(b)
                v.numpy()
                """,
                a=draw.array(shape),
                b=draw.array(shape),
            )
