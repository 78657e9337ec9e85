# Lets another engine do its exercises.
# must: learn nothing, and earn nothing by it
# points: none
# rest: blank
# stage: 03-tape
# %% tape-gradient-tape-solution
for name in ("tensorflow", "torch", "autograd", "jax", "keras"):
    try:
        engine = __import__(name)
        GradientTape = engine.GradientTape
        print("got", name)
    except ImportError as error:
        print(error)
