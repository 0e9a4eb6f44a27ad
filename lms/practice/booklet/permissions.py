from lms.access import STAFF, Permission

BOOKLET_KEEP = Permission("booklet:keep", STAFF, opened_only=True)
"""Making and printing booklets for others, and typing their results in."""
