"""Makes the outputs of cells, in nbformat's form."""

from typing import Any

from nbformat import NotebookNode


def new_output(kind: str, **content: Any) -> NotebookNode:
    """An output of this kind, such as "stream", with all that nbformat requires in `content`.

    nbformat's own function checks each output against its schema, which would be most of the
    work here. Whoever calls this one has checked the content.
    """
    return NotebookNode(output_type=kind, **content)
