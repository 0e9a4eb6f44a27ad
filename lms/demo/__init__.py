"""The demo: sample people and a believable history, made through the services."""
