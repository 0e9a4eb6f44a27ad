"""Measures the product under its production server, side by side with an empty route."""
