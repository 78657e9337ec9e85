"""What the grader and the warm parent agree on. It can be imported on every system."""

# Orders, of one byte each.
FORK, FORK_UNSEALED, INTERRUPT, KILL = b"f", b"u", b"i", b"k"

# In the folder that the grader makes for a warm parent:
ROOM = "room"  # holds the scratch folders
MARK = ".autograder-sandbox"  # says that the warm parent may remove the folder
COURSE = "course.json"  # what of its course the grader admits, written before the first fork
