"""The database: its public face. Two databases, one code; see `transactions` for who commits."""

from lms.database.base import Base, Model, db
from lms.database.binding import init_database, migrate
from lms.database.inserts import (
    insert_many,
    insert_or_update,
    insert_unless_there,
    is_unique_violation,
)
from lms.database.transactions import (
    INCIDENTAL,
    SAFE_METHODS,
    TransactionalFlask,
    commit_even_if_refused,
    commit_now,
    is_reading,
    reading,
)
from lms.database.troubles import DatabaseTrouble, trouble_of
from lms.database.types import ExactFraction, UtcDateTime, checked_enum

__all__ = [
    "INCIDENTAL",
    "SAFE_METHODS",
    "Base",
    "DatabaseTrouble",
    "ExactFraction",
    "Model",
    "TransactionalFlask",
    "UtcDateTime",
    "checked_enum",
    "commit_even_if_refused",
    "commit_now",
    "db",
    "init_database",
    "insert_many",
    "insert_or_update",
    "insert_unless_there",
    "is_reading",
    "is_unique_violation",
    "migrate",
    "reading",
    "trouble_of",
]
