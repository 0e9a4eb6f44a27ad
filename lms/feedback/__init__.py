"""What participants say about the workshop on its last day, read without names."""
