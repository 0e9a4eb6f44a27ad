"""What of the course was taught at which meeting, and what is left for home."""
