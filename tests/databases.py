"""Which database is under test."""

import os

POSTGRESQL = os.environ.get("LMS_TEST_DATABASE_URL", "")
"""Where PostgreSQL makes databases for tests; empty: SQLite is tested."""
