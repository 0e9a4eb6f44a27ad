"""Practice on paper: a booklet of questions chosen for a person, and its results typed in."""
