"""What an administrator does with people."""
