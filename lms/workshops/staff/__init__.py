"""Who runs a workshop: trainers and assistants."""
