"""What runs beside a student's code.

The code next door may read, replace and lie to everything in this folder. So it imports NumPy
and the standard library only, never a course and never `autograder.outside`, and it knows
questions but no expected answer.
"""
