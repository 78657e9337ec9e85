"""Weights in a file, by names: one `.npz`, which NumPy reads without running anything."""

import numpy as np


def save_weights(path, variables):
    """Write the values of Variables, given as a dict name -> Variable, to the file `path`."""
    np.savez(path, **{name: v.numpy() for name, v in variables.items()})


def load_weights(path, variables):
    """Assign to each Variable what the file `path` holds under its name.

    Args:
        variables: name -> Variable.

    Raises:
        ValueError: a name is missing in the file, or is there without a Variable, or a value has
            another shape or dtype than its Variable.  Nothing is assigned then.
    """
    with np.load(path, allow_pickle=False) as file:
        values = {name: file[name] for name in file.files}
    if missing := sorted(variables.keys() - values.keys()):
        raise ValueError(f"the file has no values for {', '.join(missing)}")
    if surplus := sorted(values.keys() - variables.keys()):
        raise ValueError(f"there are no Variables for {', '.join(surplus)}")
    for name, v in variables.items():
        value = values[name]
        if value.shape != v.shape or value.dtype != v.dtype:
            raise ValueError(
                f"{name} is {v.dtype.name} of shape {v.shape}, "
                f"in the file {value.dtype.name} of shape {value.shape}"
            )
    for name, v in variables.items():
        v.assign(values[name])
