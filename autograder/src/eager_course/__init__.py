"""The course's hidden side: what is asked, what goes wrong, what is right.

`course.py` puts it together; an `nbgrader_config.py` names this package. A sealed process may
read `questions/` and nothing else of it.
"""
