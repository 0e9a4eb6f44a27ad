"""What trainers gave an answer, and what of it its writer sees and has seen."""
