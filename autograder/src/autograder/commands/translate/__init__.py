"""`autograder translate …`: the course in another language."""

# Subcommand -> what it does, as in `autograder.__main__`.
COMMANDS = {
    "extract": "write the texts into PO files for translators, or bring these up to date",
    "status": "show how far each catalog is translated",
    "check": "list translations that lose code, formulas, links or placeholders",
}
