"""Questions and answers of a workshop, and what its trainers announce."""
