# Has cells of its own everywhere, some of which fail.
# must: earn everything
# points: all
# %% extra before variables-tensor-solution
1 / 0
# %% extra after variables-tensor-solution
Tensor([1.0]).no_such_thing
# %% extra before variables-assign-solution
this is no Python
# %% extra after variables-scatter
%timeit -n 1 -r 1 Tensor([1.0]) + 1
%time x = await __import__("asyncio").sleep(0, 5)
print(x)
