"""Copies of the database that are proved when they are made, and can be put back.

A backup is a folder named by its time and revision, for nobody else's eyes: `manifest.json` and, of
SQLite, a copy of the whole file; of PostgreSQL, one file a table in the text format of COPY.
"""
