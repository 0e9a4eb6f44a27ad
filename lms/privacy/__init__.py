"""A person's own data: a copy as a file, erasure under a pseudonym, and how long all is kept."""
