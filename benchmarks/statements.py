"""How many statements an operation takes: the same request once more, inside this process."""

import sqlalchemy as sa
from flask import Flask

from lms.database import db


def statements_for(app: Flask, request: bytes) -> int:
    """Return how many statements the answer to a request takes, the second time it is asked."""
    head, _, body = request.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    method, path, _version = first.split(" ")
    headers = dict(line.split(": ", 1) for line in lines if not line.startswith("Host"))
    client = app.test_client(use_cookies=False)
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    with app.app_context():
        engine = db.engine
    client.open(path, method=method, headers=headers, data=body)
    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        client.open(path, method=method, headers=headers, data=body)
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)
    return len(seen)
