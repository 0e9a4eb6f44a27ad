"""What the account of a workshop that changes no more adds up, kept; others are reckoned."""
