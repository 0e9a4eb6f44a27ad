"""What a sound course should still do better: told as advice, which does not stop publishing."""
