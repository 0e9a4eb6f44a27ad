"""What the answers of an attempt earn, kept with the attempt."""
