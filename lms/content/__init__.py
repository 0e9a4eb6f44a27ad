"""Courses: files become frozen values; every problem is told with its file and line."""
