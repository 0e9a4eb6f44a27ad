"""Checking in with the code of a meeting, and the screen that shows it."""
