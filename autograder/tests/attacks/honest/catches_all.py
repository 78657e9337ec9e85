# Catches every error, patches NumPy's printing, and restarts nothing.
# must: earn everything
# points: all
# %% extra before variables-tensor-solution
np.set_printoptions(precision=2, suppress=True)
np.seterr(all="raise")
try:
    raise SystemExit
except BaseException as error:
    print(repr(error))
# %% extra before variables-scatter-solution
import random, sys

random.seed(0), np.random.seed(0)
sys.setrecursionlimit(5000)
