"""People and their cooperatives; signing in, devices, secrets."""
