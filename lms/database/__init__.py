"""The database: its public face. Two databases, one code; see `transactions` for who commits."""

from lms.database.base import Base, Model, db
from lms.database.binding import init_database, migrate
from lms.database.transactions import (
    SAFE_METHODS,
    TransactionalFlask,
    keep_even_if_refused,
    keep_now,
    reading,
    reading_before_writing,
)
from lms.database.types import ExactFraction, UtcDateTime, checked_enum

__all__ = [
    "SAFE_METHODS",
    "Base",
    "ExactFraction",
    "Model",
    "TransactionalFlask",
    "UtcDateTime",
    "checked_enum",
    "db",
    "init_database",
    "keep_even_if_refused",
    "keep_now",
    "migrate",
    "reading",
    "reading_before_writing",
]
