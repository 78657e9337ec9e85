# Extra cells everywhere: experiments, a figure, an error that was caught, helpers defined early.
# %% extra before variables-tensor-solution
trial = np.array([1, 2.5])
print(trial.dtype, trial.dtype.kind)
trial
# %% extra after variables-tensor-solution
x = Tensor([[1.0, 2.0], [3.0, 4.0]])
try:
    x[0] = 1
except TypeError as error:
    print("as it should be:", error)
# %% extra before variables-operators-solution
def same_dtype(x, y):
    """The dtype of those of the two that have a value."""
    found = [z.dtype for z in (x, y) if has_value(z)]
    if found[0] != found[-1]:
        raise ValueError(f"{found[0]} and {found[-1]} do not mix")
    return found[0]
# %% variables-operators-solution
def combine(function, x, y):
    dtype = same_dtype(x, y)
    x, y = (np.asarray(array_of(z)).astype(dtype) for z in (x, y))
    return Tensor(function(x, y))


def give_operators(kind):
    functions = {"add": np.add, "sub": np.subtract, "mul": np.multiply, "truediv": np.true_divide, "pow": np.power}
    for name, function in functions.items():
        setattr(kind, f"__{name}__", lambda x, y, function=function: combine(function, x, y))
        setattr(kind, f"__r{name}__", lambda x, y, function=function: combine(function, y, x))
    kind.__neg__ = lambda x: combine(np.multiply, x, -1)
    kind.__array_ufunc__ = None


give_operators(Tensor)
# %% extra after variables-operators
figure, axes = plt.subplots()
axes.plot(np.asarray(Tensor([1.0, 2.0, 3.0]) ** 2))
plt.close(figure)
# %% extra before variables-assign-solution
v = Variable([1.0, 2.0])
print(v, v + 1, v.value())
a, b, x, W = 1, 2, 3, 4  # names that the notebook uses for other things
# %% extra after variables-scatter-solution
v = Variable([1.0, 2.0, 3.0])
v.scatter_sub(IndexedSlices(Tensor([1.0]), Tensor([2])))
v
