# Writes scripts into its Markdown cells and into the answer in its own words.
# must: earn what it solved; the pages show it as text or not at all
from nbformat.v4 import new_markdown_cell, new_raw_cell

SCRIPT = """
<script>alert('attack-runs')</script> <img src=x onerror="alert('attack-runs')">
[click](javascript:alert('attack-runs')) ![x](x" onerror="alert('attack-runs'))
<svg><animate onbegin=alert('attack-runs') attributeName=x dur=1s> <details ontoggle=alert('attack-runs') open>
$\\href{javascript:alert('attack-runs')}{x}$ <a href="data:text/html,<script>alert('attack-runs')</script>">x</a>
"""


def edit(notebook, find):
    find("variables-written").source = SCRIPT
    notebook.cells.append(new_markdown_cell(SCRIPT))
    notebook.cells.append(new_raw_cell(SCRIPT, metadata={"raw_mimetype": "text/html"}))
