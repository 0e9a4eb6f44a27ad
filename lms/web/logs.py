"""What the process tells its log: one line an event, as text or as JSON.

Every line says which request it belongs to. Each change is told in one line, and so is each refusal
and each error: who (an id, never a name), from where, what, how it ended. What somebody typed, a
secret or an answer, stands in none.
"""

import logging
import re
import secrets
import time

from flask import Flask, Response, g, has_request_context, request
from pythonjsonlogger.json import JsonFormatter

from lms.database import SAFE_METHODS

ID_HEADER = "X-Request-Id"
_SOUND_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
_TEXT = "%(asctime)s %(levelname)s %(name)s %(request_id)s %(message)s"
_TIME = "%Y-%m-%dT%H:%M:%S%z"
_FIELDS = "%(levelname)s %(name)s %(message)s"
_TELLING = frozenset({400, 401, 403, 404, 409, 413, 429})
"""Refusals that are told; 422 is a form that is filled in wrongly, which happens to everybody."""

log = logging.getLogger("lms.requests")


def init_logs(app: Flask) -> None:
    """Write lines as LOG_FORMAT says, and one for each change, refusal and error."""
    handler = logging.StreamHandler()
    handler.setFormatter(_formatter(app.config["LOG_FORMAT"]))
    handler.addFilter(_add_request)
    logging.basicConfig(level=app.config["LOG_LEVEL"], handlers=[handler])
    app.jinja_env.globals["request_id"] = request_id
    app.before_request(_begin)
    app.after_request(_tell)


def _formatter(kind: str) -> logging.Formatter:
    """Raises RuntimeError for a format nobody knows."""
    if kind == "json":
        return JsonFormatter(_FIELDS, rename_fields={"levelname": "level"}, timestamp="time")
    if kind == "text":
        return logging.Formatter(_TEXT, _TIME)
    raise RuntimeError(f'LMS_LOG_FORMAT is "text" or "json", not "{kind}"')


def request_id() -> str:
    """The id of this request: its answer carries it, its lines name it; "-" outside of any."""
    return str(g.get("request_id", "-")) if has_request_context() else "-"


def _begin() -> None:
    """Take the id that a proxy has given, if there is one, and it looks like an id."""
    given = request.headers.get(ID_HEADER, "")
    g.request_id = given if _SOUND_ID.fullmatch(given) else secrets.token_hex(8)
    g.begun_at = time.perf_counter()


def _add_request(record: logging.LogRecord) -> bool:
    # An address or a value with a line break in it must not pass for a line of its own.
    record.msg, record.args = "\\n".join(record.getMessage().splitlines()), ()
    record.request_id = request_id()
    if has_request_context():
        record.address = request.remote_addr
        record.person = g.get("person_id")
        record.action = request.endpoint
    return True


def _tell(response: Response) -> Response:
    response.headers[ID_HEADER] = request_id()
    level = _level(request.method, response.status_code)
    if level:
        took = 1000 * (time.perf_counter() - g.get("begun_at", time.perf_counter()))
        log.log(
            level,
            "%s %s %d",
            *(request.method, request.endpoint, response.status_code),
            extra={"method": request.method, "status": response.status_code, "ms": round(took, 1)},
        )
    return response


def _level(method: str, status: int) -> int:
    """How loud an answer is told; 0: not at all."""
    if status >= 500:
        return logging.ERROR
    if status in _TELLING:
        return logging.WARNING if status in (400, 403, 429) else logging.INFO
    return 0 if method in SAFE_METHODS else logging.INFO
