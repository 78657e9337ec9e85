# Opens servers and connections without end.
# must: lose that exercise, with the reason, and no other
# points: all but variables-scatter
# says: PermissionError
# %% variables-scatter-solution

import socket

held = [socket.create_server(("127.0.0.1", 0)) for number in range(10_000)]
