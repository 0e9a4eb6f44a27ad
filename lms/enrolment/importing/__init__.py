"""Enrolling people from an office's list: read, understood row by row, shown, then done."""
