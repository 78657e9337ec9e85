"""The subcommands of `autograder`: each module has `add_arguments(parser)` and `run(options)`."""
