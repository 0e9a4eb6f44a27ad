"""What happens to people that features above want to know of."""

from blinker import signal

secret_changed = signal("secret changed")
"""Sent with the person, within the change: what her old secret let her hand out ends."""
