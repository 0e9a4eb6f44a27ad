"""Using a card: choosing a PIN, and consent."""
