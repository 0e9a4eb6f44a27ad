"""When a request commits, and when it waits for its turn to write.

A request that only reads (GET) never writes. Any other has **one commit, at the edge**: when its
answer is a success or a redirect, all it changed is kept; when it is refused (400 and above) or
draws a page, all of it goes. On SQLite it takes the write gate with its first statement and leaves
it with the commit, so nothing slow may happen between. Most views need no more than that; three
words say what differs.

`with reading():`
    *Before* writing: the slow part (a hash, a photo, what the guard asks), while others write. What
    was read is read afresh after it; `expire=False` keeps it as it was.

`commit_now()`
    *After* writing: keep it, leave the gate, and only read from here. For a page that is itself the
    answer to a change, and for what is asked so often that nobody waits while its answer is put
    together. An error after it takes nothing back. With `go_on=True` others write, and then this
    request again: for work in turns that is long and may be left half done. What was read may have
    changed meanwhile: who goes on looks again.

`commit_even_if_refused()`
    What must not be forgotten although the answer is a refusal, as the count of wrong PINs.

A change that is answered by a page without either would be lost, so it raises `LostWrite` in
development and tests, and is logged as an error in production.

On PostgreSQL a transaction is READ COMMITTED, there is no gate, and a request that the database
asks to begin again (serialisation failure, deadlock) does so.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import sqlalchemy as sa
from flask import Flask, Response, current_app, g, has_request_context, request
from sqlalchemy.engine import Connection

from lms.database.base import db

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
INCIDENTAL = {"incidental": True}
"""Execution options of a write that may be lost with whatever the request itself loses."""

_RETRYABLE = frozenset({"40001", "40P01"})  # PostgreSQL: serialisation failure, deadlock
_OTHERS_TURN = 0.01  # seconds: the one who leaves the gate would be the first to find it open
_reading: ContextVar[bool] = ContextVar("reading", default=False)


class LostWrite(RuntimeError):
    """A request changed something and was answered by a page, which takes it back."""


@contextmanager
def reading(*, expire: bool = True) -> Iterator[None]:
    """Read inside the block without waiting for the turn to write.

    Changes made before it are given up, so it comes first; what was read is let go after it.
    Without `expire` both are kept: what was read inside may be used after the block, but may have
    changed meanwhile.
    """
    _let_go(expire=expire)
    token = _reading.set(True)
    try:
        yield
        _let_go(expire=expire)
    except BaseException:
        db.session.rollback()
        raise
    finally:
        _reading.reset(token)


def commit_now(*, go_on: bool = False) -> None:
    """Keep what this request has changed so far, and only read from here or let others write first.

    What was read before may be used on as it was read; who is to `go_on` writing looks again.
    """
    _let_go(expire=False)
    if go_on:
        time.sleep(_OTHERS_TURN)
    elif has_request_context():
        g.only_reads = True


def commit_even_if_refused() -> None:
    """Keep this request's changes at its end, although its answer is an error or a page."""
    if has_request_context():
        g.commits_anyway = True


def is_reading() -> bool:
    """Whether what is asked now begins without the write gate."""
    if _reading.get():
        return True
    if not has_request_context():
        return False
    return request.method in SAFE_METHODS or g.get("only_reads", False)


def settle_before_page(*_args: Any, **_kwargs: Any) -> None:
    """Leave the write gate, for a page is going to be drawn (signal before_render_template)."""
    if not has_request_context() or is_reading():
        return
    commits = g.get("commits_anyway", False)
    g.lost_write = not commits and _has_changes()
    _settle(commit=commits)
    # What the page reads from here on must not take the gate again.
    g.only_reads = True


class TransactionalFlask(Flask):
    """Flask with one commit at the edge: a successful unsafe request keeps what it changed."""

    def dispatch_request(self) -> Response:
        """Run the view and settle its transaction, again if the database asks for it."""
        for tries_left in (2, 1, 0):
            try:
                response = self.make_response(super().dispatch_request())
                done = request.method not in SAFE_METHODS and response.status_code < 400
                _settle(commit=done or g.get("commits_anyway", False))
                if done and g.get("lost_write", False):
                    _tell_lost_write(response.status_code)
                return response
            # The database has taken everything back, so that the view may run again from the start.
            except sa.exc.DBAPIError as error:
                db.session.rollback()
                if not tries_left or getattr(error.orig, "sqlstate", None) not in _RETRYABLE:
                    raise
        raise AssertionError("unreachable")


def _tell_lost_write(status: int) -> None:
    """Raises LostWrite in development and tests."""
    words = (
        f"{request.method} {request.path} changed something, drew a page and answered {status}:"
        " the change was taken back. Redirect after a change (303), or call commit_now() before"
        " render_template() if the page itself is the answer."
    )
    if current_app.testing or current_app.debug:
        raise LostWrite(words)
    current_app.logger.error(words)


def note_write(
    _connection: Connection, _cursor: Any, _statement: str, _values: Any, context: Any, _many: bool
) -> None:
    """Remember that this request writes (event before_cursor_execute)."""
    if (context.isinsert or context.isupdate or context.isdelete) and has_request_context():
        g.has_written = g.get("has_written") or "incidental" not in context.execution_options


def _has_changes() -> bool:
    """Whether this request has changed something that is not committed."""
    if not _is_asked():
        return False
    session = db.session()
    waiting = session.new or session.deleted or any(map(session.is_modified, session.dirty))
    return bool(waiting) or g.get("has_written", False)


def _is_asked() -> bool:
    """Whether there is anything to be kept or let go; most of what is asked often needs none."""
    return db.session.registry.has() and db.session().in_transaction()


def _let_go(*, expire: bool) -> None:
    """End the transaction, and what was read with it if it is to `expire`."""
    if expire:
        db.session.rollback()
    elif _is_asked():
        session = db.session()
        # Committed, though it was only read: a rollback would let go of what was read in any case.
        session.expire_on_commit = False
        try:
            session.commit()
        finally:
            session.expire_on_commit = True
    if has_request_context():
        g.has_written = False


def _settle(*, commit: bool) -> None:
    if not _is_asked():
        return
    if commit:
        db.session.commit()
    elif is_reading() and not _has_changes():
        # A rollback would expire what was read, and have psycopg let go of each statement that
        # PostgreSQL has prepared for this connection.
        _let_go(expire=False)
    else:
        db.session.rollback()
    g.has_written = False
