"""Activation cards: issued and printed by staff, used once by a participant to choose her PIN."""
