"""Notebooks as files and cells: read with suspicion, restored to what was released, filled in."""
