# Asks a person for an answer, and waits.
# must: lose that exercise, with the reason, and no other
# points: all but variables-scatter
# says: StdinNotImplementedError
# %% variables-scatter-solution

import getpass, sys

try:
    getpass.getpass()
finally:
    print(repr(sys.stdin.read()))
    input("your password? ")
