"""Notebooks as files and cells: restored to what was released, filled in, stood in for."""
