# Prints numbers and displays results while it is asked.
# must: earn everything
# points: all
# %% extra after variables-scatter-solution
class Variable(Variable):
    def numpy(self):
        print(0.0)
        display(0)
        return super().numpy()
