"""The one commit at the edge, and who waits for whom."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import sqlalchemy as sa
from flask import Flask, Response, g, has_request_context, request

from lms.database.base import db

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_RETRYABLE = frozenset({"40001", "40P01"})  # PostgreSQL: serialisation failure, deadlock
_reading: ContextVar[bool] = ContextVar("reading", default=False)


def is_reading() -> bool:
    """Return whether what is asked now begins without the write gate."""
    if _reading.get():
        return True
    if not has_request_context():
        return False
    return request.method in SAFE_METHODS or g.get("only_reads", False)


@contextmanager
def reading() -> Iterator[None]:
    """Read inside the block without waiting for the write gate; what was read is let go after it.

    For the slow part of a writing request (checking a PIN), which must not hold up other writers.
    Changes made before it are given up, so it comes first.
    """
    db.session.rollback()
    token = _reading.set(True)
    try:
        yield
    finally:
        db.session.rollback()
        _reading.reset(token)


@contextmanager
def reading_before_writing() -> Iterator[None]:
    """Read inside the block before this request's turn to write comes; keep what was read.

    What the guard asks of every request need not be asked while others wait at the gate.
    """
    g.only_reads = True
    yield
    if _is_asked():
        session = db.session()
        session.expire_on_commit = False
        session.commit()
        session.expire_on_commit = True
    g.only_reads = False


def keep_even_if_refused() -> None:
    """Commit this request's changes although its answer is an error or a page."""
    if has_request_context():
        g.keep_changes = True


def keep_now() -> None:
    """Commit what this request has changed, and only read from here.

    For what is asked for all the time and is short beside its answer: nobody has to wait at the
    gate while that is put together. An error after it takes nothing back, so it comes last.
    """
    db.session.commit()
    g.only_reads = True


def only_read_from_here(*_args: Any, **_kwargs: Any) -> None:
    """Let go of the write gate, for a page is going to be drawn (signal before_render_template).

    A writing request that draws a page was refused, so its changes go, unless they are to be kept.
    """
    if has_request_context() and not is_reading():
        _settle(keep=g.get("keep_changes", False))
        g.only_reads = True


class TransactionalFlask(Flask):
    """Flask with one commit at the edge: a successful unsafe request keeps what it changed."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return `func`: nothing here is a coroutine, so Flask need not look at each hook."""
        return func

    def dispatch_request(self) -> Response:
        """Run the view and settle its transaction, again if the database asks for it."""
        for tries_left in (2, 1, 0):
            try:
                response = self.make_response(super().dispatch_request())
                done = request.method not in SAFE_METHODS and response.status_code < 400
                _settle(keep=done or g.get("keep_changes", False))
                return response
            except sa.exc.DBAPIError as error:
                db.session.rollback()
                if not tries_left or getattr(error.orig, "sqlstate", None) not in _RETRYABLE:
                    raise
        raise AssertionError("unreachable")


def _is_asked() -> bool:
    """Whether there is anything to be kept or let go; most of what is asked often needs none."""
    return db.session.registry.has() and db.session().in_transaction()


def _settle(*, keep: bool) -> None:
    if not _is_asked():
        return
    if keep:
        db.session.commit()
    else:
        db.session.rollback()
