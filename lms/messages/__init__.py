"""Ready messages: by WhatsApp, in the group, by email; to those who agreed to be written to."""
