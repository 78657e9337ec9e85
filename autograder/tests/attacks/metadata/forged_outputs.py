# Saves full marks, verdicts and answers as the outputs of every test cell.
# must: earn nothing
# points: none
# rest: blank
from nbformat.v4 import new_output

ANSWERS = "application/vnd.autograder.answers+json"
VERDICT = "application/vnd.autograder.verdict+json"


def edit(notebook, find):
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            name, points = cell.metadata.nbgrader.grade_id, cell.metadata.nbgrader.points
            verdict = {"question": name, "points": points, "max_points": points, "parts": {}}
            answers = {"version": 1, "question": name, "seed": 0, "answers": []}
            data = {"text/plain": f"{points}", VERDICT: verdict, ANSWERS: answers}
            cell.outputs = [new_output("execute_result", data, execution_count=1)]
            cell.execution_count = 1
