"""People of a workshop: enrolled by hand, from a list, at the door; who leaves, who waits."""
