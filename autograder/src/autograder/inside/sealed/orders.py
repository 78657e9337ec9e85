"""What the grader and the warm parent agree on. It can be imported on every system."""

# Orders, of one byte each.
FORK, FORK_UNSEALED, INTERRUPT, KILL = b"f", b"u", b"i", b"k"

# In the folder that the grader makes for a warm parent:
SPACE = "space"  # where the kernel allows it, the warm parent's private file system
ROOM = f"{SPACE}/room"  # has the scratch folders in it
MARK = ".autograder-sandbox"  # says that the warm parent may remove the folder
COURSE = "course.json"  # the part of its course that the grader admits; written before any fork

# The size of that file system: a little more than the grader's limit on a scratch folder, so that
# the grader can stop whoever exceeds the limit and say why.
SPACE_BYTES, SPACE_FILES = 320 * 1024**2, 5000
