"""Made-up people who play a workshop; the demo and rehearsals use them."""
