"""Every error as a friendly page (or JSON for a script) that says what to do."""

import errno
import logging
from typing import Any

from flask import Flask, Response, current_app, g, jsonify, make_response, render_template, request
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError

from lms.database import DatabaseTrouble, db, is_unique_violation, trouble_of
from lms.errors import LmsError
from lms.web.languages import message_of

log = logging.getLogger(__name__)
RETRY_AFTER = 5  # seconds
_NO_SPACE = (errno.ENOSPC, errno.EDQUOT)


def init_error_pages(app: Flask) -> None:
    """Answer domain errors, HTTP errors and bugs with a page."""
    app.register_error_handler(LmsError, _domain_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(SQLAlchemyError, _database_error)
    app.register_error_handler(OSError, _no_space)
    app.register_error_handler(IntegrityError, _met_another)


def wants_json() -> bool:
    """Whether this request came from a script rather than a person's click."""
    return request.accept_mimetypes.best == "application/json"


def error_answer(status: int, message: str | None = None, **more: Any) -> Response:
    """The page for `status`; `message` is a translated sentence that says what to do."""
    try:
        return _error_answer(status, message, **more)
    except SQLAlchemyError as error:
        # The page names who is signed in, and the database may be away for that, too.
        if trouble_of(error) is None or g.get("database_is_away"):
            raise
        return _trouble_answer(DatabaseTrouble.AWAY)


def _error_answer(status: int, message: str | None, **more: Any) -> Response:
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
    if isinstance(error, SecurityError):  # a host that is not ours: no link of ours leads there
        return Response(
            _("Open the system at its own address: %(address)s", address=_own_address()), 400
        )
    # A redirect is raised like an error and is none.
    if error.code is None or error.code < 400:
        return Response(error.get_response().response, error.code, error.get_headers())
    response = error_answer(error.code)
    for name, value in error.get_headers():
        # A 405 has to say which methods there are.
        if name.lower() == "allow":
            response.headers[name] = value
    return response


def _own_address() -> str:
    return str(current_app.config["PUBLIC_ADDRESS"] or current_app.config["TRUSTED_HOSTS"][0])


def _database_error(error: SQLAlchemyError) -> Response:
    """Say that the database is busy, away or full. Raises what is none of these."""
    trouble = trouble_of(error)
    if trouble is None:
        raise error
    log.error("%s %s: %s", request.method, request.path, getattr(error, "orig", error))
    return _trouble_answer(trouble)


def _no_space(error: OSError) -> Response:
    """Say that a photo or document finds no room. Raises what is not that."""
    if error.errno not in _NO_SPACE:
        raise error
    log.error("%s %s: %s", request.method, request.path, error.strerror)
    return _trouble_answer(DatabaseTrouble.FULL)


def _trouble_answer(trouble: DatabaseTrouble) -> Response:
    # Who she is cannot be looked up again; her language stands in the cookie.
    g.database_is_away = trouble is DatabaseTrouble.AWAY
    return error_answer(503, retry_after=RETRY_AFTER, trouble=trouble.value)


def _met_another(error: IntegrityError) -> Response:
    """Answer two requests of one moment that wanted to add the same. Raises what else it is."""
    if not is_unique_violation(error):
        raise error
    log.error("%s %s: %s", request.method, request.path, error.orig)
    return error_answer(409, _("The same was saved at the same moment. Load the page again."))
