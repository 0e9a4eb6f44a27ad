"""Exercises with fresh numbers, judged at once, without end."""
