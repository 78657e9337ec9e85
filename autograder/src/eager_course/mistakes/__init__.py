"""What goes wrong: known wrong implementations, a module a stage, each with a list MISTAKES."""
