"""Reading the course: days, lessons, and how far a person has come."""
