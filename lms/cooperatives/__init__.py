"""What a program did for one cooperative: its people over all workshops."""
