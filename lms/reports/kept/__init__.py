"""What the account of a closed workshop adds up, kept with it; what is open is always reckoned."""
