# Computes with threads and tasks, and leaves figures open.
# must: earn everything
# points: all
# %% extra before variables-scatter-solution
from concurrent.futures import ThreadPoolExecutor

with ThreadPoolExecutor(8) as pool:
    print(sum(pool.map(abs, range(100))))
for number in range(5):
    plt.figure().add_subplot().plot(np.random.normal(size=100))
