# Is simply right.
# must: earn everything
# points: all
# %% extra before variables-tensor-solution
print("here we go")
