"""Every error as a friendly page (or JSON for a script) that says what to do."""

import logging
from typing import Any

from flask import Flask, Response, jsonify, make_response, render_template, request
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError, OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError

from lms.database import db, is_unique_violation
from lms.errors import LmsError
from lms.web.languages import message_of

log = logging.getLogger(__name__)


def init_error_pages(app: Flask) -> None:
    """Answer domain errors, HTTP errors and bugs with a page."""
    app.register_error_handler(LmsError, _domain_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(OperationalError, _database_busy)
    app.register_error_handler(IntegrityError, _met_another)


def wants_json() -> bool:
    """Whether this request came from a script rather than a person's click."""
    return request.accept_mimetypes.best == "application/json"


def error_answer(status: int, message: str | None = None, **more: Any) -> Response:
    """The page for `status`; `message` is a translated sentence that says what to do."""
    # What was changed before the error must not show on its page, nor hold the write gate.
    db.session.rollback()
    if wants_json():
        response = jsonify(status=status, message=message)
    else:
        response = make_response(
            render_template("errors/error.html", status=status, message=message, **more)
        )
    response.status_code = status
    if more.get("retry_after"):
        response.headers["Retry-After"] = str(more["retry_after"])
    return response


def _domain_error(error: LmsError) -> Response:
    return error_answer(error.status, message_of(error))


def _http_error(error: HTTPException) -> Response:
    if isinstance(error, InternalServerError):
        log.error("%s %s: %r", request.method, request.path, error.original_exception)
    # A redirect is raised like an error and is none.
    if error.code is None or error.code < 400:
        return Response(error.get_response().response, error.code, error.get_headers())
    response = error_answer(error.code)
    for name, value in error.get_headers():
        # A 405 has to say which methods there are.
        if name.lower() == "allow":
            response.headers[name] = value
    return response


def _database_busy(error: OperationalError) -> Response:
    log.error("%s %s: %s", request.method, request.path, error.orig)
    return error_answer(503, retry_after=5)


def _met_another(error: IntegrityError) -> Response:
    """Answer two requests of one moment that wanted to add the same. Raises what else it is."""
    if not is_unique_violation(error):
        raise error
    log.error("%s %s: %s", request.method, request.path, error.orig)
    return error_answer(409, _("The same was saved at the same moment. Load the page again."))
