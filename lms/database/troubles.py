"""What a database error means to who waits: others write, it is away, the disk is full."""

from enum import StrEnum

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoFreeConnection


class DatabaseTrouble(StrEnum):
    """Why the database does not answer just now; it may a moment later."""

    BUSY = "busy"
    AWAY = "away"
    FULL = "full"


_FULL = ("SQLITE_FULL", "database or disk is full")
_SQLITE_AWAY = ("unable to open database file", "disk I/O error")
# Classes of PostgreSQL's error codes: https://www.postgresql.org/docs/current/errcodes-appendix.html
_CONNECTION_FAILED = "08"
_DISK_FULL = "53100"
_SHUT_DOWN = ("57P01", "57P02", "57P03")


def trouble_of(error: SQLAlchemyError) -> DatabaseTrouble | None:
    """Which trouble an error tells of; None: it is a bug of ours."""
    if isinstance(error, NoFreeConnection):
        return DatabaseTrouble.BUSY
    if not isinstance(error, DBAPIError):
        return None
    state, words = getattr(error.orig, "sqlstate", None), str(error.orig)
    if state == _DISK_FULL or any(sign in words for sign in _FULL):
        return DatabaseTrouble.FULL
    if error.connection_invalidated or str(state).startswith(_CONNECTION_FAILED):
        return DatabaseTrouble.AWAY
    if state in _SHUT_DOWN or any(sign in words for sign in _SQLITE_AWAY):
        return DatabaseTrouble.AWAY
    if not isinstance(error, (OperationalError, InterfaceError)):
        return None
    # PostgreSQL gives its errors a code; without one the connection failed before it could.
    is_postgresql = type(error.orig).__module__.startswith("psycopg")
    return DatabaseTrouble.AWAY if is_postgresql and state is None else DatabaseTrouble.BUSY
