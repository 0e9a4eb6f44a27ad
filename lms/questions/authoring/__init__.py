"""What an author writes becomes typed values; what is wrong is told with file and line."""
