# Was run many times before it was handed in, and saved with errors in it.
# must: earn everything

from nbformat.v4 import new_output


def edit(notebook, find):
    for number, cell in enumerate(notebook.cells):
        if cell.cell_type == "code":
            cell.execution_count = 100 + number
            cell.outputs = [
                new_output("stream", text="old\n" * 100),
                new_output("error", ename="NameError", evalue="old", traceback=["old"]),
            ]
            cell.metadata.update(collapsed=True, scrolled=True, execution={"iopub": "2020"})
