"""The organiser's account: who was reached, which goals, how much material, what is mastered."""
