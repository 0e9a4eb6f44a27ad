"""Excuses: a participant asks, the trainer decides; and who may miss too much to pass."""
