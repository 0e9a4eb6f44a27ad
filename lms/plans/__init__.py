"""What a participant changes in her cooperative: her plan of 90 days, and how it goes on."""
