"""What runs beside a student's code.

Everything in this folder may be read, replaced and lied to by the code it sits
next to. So it imports NumPy and the standard library only, never a
course and never `autograder.outside`, and it knows questions but no expected answer.
"""
