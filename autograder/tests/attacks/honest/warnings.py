# Warns, prints to standard error, and logs, in everything it does.
# must: earn everything
# points: all
# %% extra before variables-tensor-solution
import logging, sys, warnings

warnings.simplefilter("always")


# %% extra after variables-scatter-solution
class Variable(Variable):
    def numpy(self):
        warnings.warn("careful")
        print("reading", file=sys.stderr)
        logging.warning("a log")
        return super().numpy()
