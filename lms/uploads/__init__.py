"""Photos and documents that people send in: cleaned, kept outside the web root, shown to few."""
