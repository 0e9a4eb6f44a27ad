"""Scores, completion and gain, derived from what people did."""
