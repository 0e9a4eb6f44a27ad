"""What the answers to a quiz say about its questions."""
