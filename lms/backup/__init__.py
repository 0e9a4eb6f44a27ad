"""Copies of database and uploads that are proved when they are made, and can be put back.

A backup is a folder named by its time and revision, for nobody else's eyes: `manifest.json`, what
people sent in as `uploads/` (not in those that `db upgrade` makes, which changes no upload), and,
of SQLite, a copy of the whole file; of PostgreSQL, one file a table in the text format of COPY.
Settings and secret key are not in it: who finds a backup must not be able to sign anything.
"""
