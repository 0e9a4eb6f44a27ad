"""The queue of answers that a trainer grades."""
