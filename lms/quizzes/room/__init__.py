"""For those who look after a quiz: who sits it, more time, late deliveries."""
