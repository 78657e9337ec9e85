# Says that its kernel is another language's, started by a command of its own.
# must: earn everything: the release's kernel counts


def edit(notebook, find):
    notebook.metadata["kernelspec"] = {"name": "evil", "language": "R", "argv": ["rm", "-rf", "/"]}
    notebook.metadata["language_info"] = {"name": "R", "file_extension": "/../../x"}
