"""Practice without a connection: what a phone is given, and what it brings back."""
