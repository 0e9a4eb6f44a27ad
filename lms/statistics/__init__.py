"""What test results say: gain, difficulty, discrimination, reliability; rates. Exact fractions."""
