"""Rehearsals: a workshop played with invented people and a clock that can be moved on."""
