"""Programs and their workshops: meetings, staff, enrolments, practice period."""
