# Keeps the source of each test that was run, and prints it.
# must: learn nothing, and earn nothing by it
# points: none
# rest: blank
# %% extra before variables-tensor-solution

# %% extra after variables-scatter
for source in In:
    print(source)
print(get_ipython().history_manager.input_hist_raw)
