"""What is aimed at with each goal, set before day 1."""
