# Replaces NumPy's functions by ones that find everything equal.
# must: earn nothing
# points: none
# rest: blank
# %% extra before variables-tensor-solution

for name in ("allclose", "array_equal", "isclose", "all", "asarray", "ascontiguousarray"):
    setattr(np, name, lambda *args, **more: True)
np.testing.assert_allclose = np.testing.assert_array_equal = lambda *args, **more: None
