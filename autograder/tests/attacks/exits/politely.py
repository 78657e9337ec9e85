# Calls exit, quit and sys.exit in the middle of its cells.
# must: lose what stood behind them in the same cell, and no other
# points: all but variables-scatter
# %% variables-scatter-solution

import sys

exit()
# %% extra after variables-scatter
quit()
# %% extra before variables-assign
sys.exit(1)
# %% extra before variables-variable
raise SystemExit
