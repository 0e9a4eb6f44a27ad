"""What test results say: gain, difficulty, discrimination, reliability. Exact fractions."""
