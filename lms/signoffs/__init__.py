"""Practical skills, seen done by a trainer who walks the room: sign-offs and their history."""
