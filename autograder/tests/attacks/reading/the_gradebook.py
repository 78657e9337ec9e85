# Opens the gradebook as a file, as a database, as mapped memory.
# must: learn nothing, and earn nothing by it
# points: none
# rest: blank
# %% extra before variables-tensor-solution

import mmap, os, shutil, sqlite3


def attempt(action):
    try:
        print(action())
    except BaseException as error:
        print(type(error).__name__)


book = "@gradebook@"
attempt(lambda: open(book, "rb").read())
attempt(lambda: sqlite3.connect(book).execute("select * from student").fetchall())
attempt(
    lambda: (
        sqlite3.connect(f"file:{book}?immutable=1", uri=True)
        .execute("select * from student")
        .fetchall()
    )
)
attempt(lambda: sqlite3.connect(":memory:").execute(f"attach '{book}' as x"))
attempt(lambda: mmap.mmap(os.open(book, os.O_RDONLY), 0)[:])
attempt(lambda: open(shutil.copy(book, "copy.db"), "rb").read())
attempt(lambda: open(os.rename(book, "mine.db") or "mine.db", "rb").read())
