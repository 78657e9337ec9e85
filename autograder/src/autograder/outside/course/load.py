"""Loads the course that a configuration names."""

import functools
import importlib

from .course import Course


class BadCourse(OSError):
    """A course cannot be used; the message says why and what to do."""


@functools.cache
def load_course(name: str) -> Course:
    """The COURSE of the module `NAME.course`; one without questions for an empty name.

    Raises:
        BadCourse: there is no such module, it cannot be imported, or it holds no COURSE.
    """
    if not name:
        return Course("")
    try:
        found = getattr(importlib.import_module(f"{name}.course"), "COURSE", None)
    except Exception as error:  # importing runs the course's own code
        raise BadCourse(
            f"the course {name!r} cannot be loaded ({type(error).__name__}: {error}). "
            "c.Autograder.course in nbgrader_config.py names an installed package with a module "
            "`course`."
        ) from error
    if not isinstance(found, Course):
        raise BadCourse(f"{name}.course must define COURSE = Course(...)")
    return found
