"""How many statements an operation takes: asked once more, inside this process."""

import sqlalchemy as sa
from flask import Flask

from lms.database import db


def statements_for(app: Flask, before: bytes, request: bytes) -> int:
    """Return how many statements the answer to a request takes when another came before it."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    with app.app_context():
        engine = db.engine
    _ask(app, before)
    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        _ask(app, request)
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)
    return len(seen)


def _ask(app: Flask, request: bytes) -> None:
    head, _, body = request.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    method, path, _version = first.split(" ")
    headers = dict(line.split(": ", 1) for line in lines if not line.startswith("Host"))
    app.test_client(use_cookies=False).open(path, method=method, headers=headers, data=body)
