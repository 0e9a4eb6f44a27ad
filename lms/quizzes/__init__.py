"""Sitting quizzes, tests and assignments: attempts, saved answers, handing in, the result."""
