"""Help where it is needed: a tour of two minutes and a printed page, for each role."""
