"""Closing a workshop, which keeps what its account adds up, and opening it again."""
