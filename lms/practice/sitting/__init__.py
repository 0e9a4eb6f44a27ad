"""Today's practice: five questions chosen for a person, and what she can do by now."""
