"""Who sits where: the waiting list, people at the door, substitutes, transfers, make-ups."""
