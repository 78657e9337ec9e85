"""What bench_grading.py is made of: a class to grade, its floor, and a clock."""
