"""What the grader and the warm parent agree on. It can be imported on every system."""

# Orders, of one byte each.
FORK, FORK_UNSEALED, INTERRUPT, KILL = b"f", b"u", b"i", b"k"

# In the folder that the grader makes for a warm parent:
SPACE = "space"  # where the kernel allows it, a file system of the warm parent's own
ROOM = f"{SPACE}/room"  # holds the scratch folders
MARK = ".autograder-sandbox"  # says that the warm parent may remove the folder
COURSE = "course.json"  # what of its course the grader admits, written before the first fork

# What that file system holds at most: a little more than the grader lets a scratch folder hold,
# which stops who exceeds that, and says why.
SPACE_BYTES, SPACE_FILES = 320 * 1024**2, 5000
