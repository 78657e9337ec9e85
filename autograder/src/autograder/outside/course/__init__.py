"""A course: its questions, its reference, and the folder in which it is taught."""

from .course import Course, Stage
from .folder import CONFIG, CourseFolder, NoCourse, course_here
from .load import NO_COURSE, BadCourse, CourseSource, load_course
from .mistake import ONE_SLIP, Mistake

__all__ = [
    "CONFIG",
    "NO_COURSE",
    "ONE_SLIP",
    "BadCourse",
    "Course",
    "CourseFolder",
    "CourseSource",
    "Mistake",
    "NoCourse",
    "Stage",
    "course_here",
    "load_course",
]
