"""What is said of grades: tables of points, feedback for students, a report on the class."""
