"""What a person answers to news of her own cards."""
