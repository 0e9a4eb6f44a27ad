"""Applications of one line each, served."""

from collections.abc import Callable, Iterator

import pytest

from lms import serving
from tests.serving.served import LARGEST_BODY, Application, Served

Serve = Callable[..., Served]


def echo(environ, start_response):
    """Answer with the body of the request."""
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"] or 0))]


@pytest.fixture
def serve(monkeypatch) -> Iterator[Serve]:
    """Serve an application: `serve(echo).line()`."""
    monkeypatch.setattr(serving, "LINGER_SECONDS", 0.2)
    begun: list[Served] = []

    def begin(application: Application = echo, **more: int) -> Served:
        application.config = {"MAX_UPLOAD_REQUEST": LARGEST_BODY}
        begun.append(Served(application, **more))
        begun[-1].start()
        return begun[-1]

    yield begin
    for each in begun:
        each.close()
