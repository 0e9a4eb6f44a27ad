"""Every table an organiser hands on."""
