"""Seats of a workshop: who has one, who waits, who moves up."""
