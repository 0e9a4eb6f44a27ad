"""An attempt: its questions, every save of an answer, deliveries, handing in."""
