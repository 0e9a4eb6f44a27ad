"""Before each request: who is it, in which workshop or program, does the permission hold.

What is outside a person's reach is not found; what is within reach but not hers to do is refused.
"""

from datetime import timedelta
from typing import Any

from flask import Flask, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import CSRFError, CSRFProtect, generate_csrf
from markupsafe import Markup
from werkzeug.exceptions import BadRequest, Forbidden, NotFound

from lms import clock
from lms.access import IMPERSONAL, PUBLIC, Permission, allows
from lms.database import SAFE_METHODS, reading
from lms.errors import Conflict, Invalid
from lms.language import gettext_noop
from lms.people import sessions
from lms.people.models import Person
from lms.people.permissions import ACCOUNT_MANAGE
from lms.people.resuming import send_again, sent_fields, sign_in_again
from lms.people.second_factor.rules import must_set_up
from lms.web.addresses import holds_nul
from lms.web.error_pages import error_answer
from lms.web.languages import message_of
from lms.workshops import reach
from lms.workshops.rules import IS_CLOSED, IS_LENT
from lms.workshops.service_resting import count_request

UNSEEN_SIGN = gettext_noop(
    "The text holds a sign that cannot be seen and cannot be saved, perhaps from copying. Go back, "
    "copy the text without it or type that part yourself, and send it again."
)
csrf = CSRFProtect()
_CSRF_FIELD = Markup('<input type="hidden" name="csrf_token" value="%s">')


def init_guard(app: Flask) -> None:
    """Stand before every request; refuse to start with a route whose permission nobody declares."""
    csrf.init_app(app)
    app.jinja_env.globals["csrf"] = _csrf
    app.before_request(_check)
    declared = app.extensions["permissions"].values()
    undeclared = [
        endpoint
        for endpoint, view in app.view_functions.items()
        if getattr(view, "permission", None) not in declared
    ]
    if undeclared:
        raise RuntimeError(f"routes without a declared permission: {', '.join(sorted(undeclared))}")


def _csrf() -> Markup:
    """The field of a form that proves where it comes from."""
    field: Markup = _CSRF_FIELD % generate_csrf()
    return field


def _check() -> ResponseReturnValue | None:
    g.reach = reach.NOBODY
    # A thread serves one request after another, and the last one may have been a rehearsal's.
    clock.run_ahead(timedelta(0))
    if request.endpoint is None:
        return None  # an unknown address stays a plain 404
    view: Any = current_app.view_functions[request.endpoint]
    permission: Permission = view.permission
    if permission is IMPERSONAL:
        return None
    if request.mimetype == "application/x-www-form-urlencoded":
        # A form without files is all text, so the limit of texts is that of the request.
        request.max_content_length = current_app.config["MAX_FORM_MEMORY_SIZE"]
    if holds_nul(request, form=False):
        raise BadRequest
    if request.method in SAFE_METHODS:
        refusal = _refusal(permission)
        _set_clock()
        return refusal
    # Who asks is looked up before the turn to write comes, and made use of after it.
    with reading(expire=False):
        refusal = _refusal(permission)
        if refusal is None and (read := getattr(view, "reads_first", None)):
            g.read_first = read(**(request.view_args or {}))
    if refusal is None and getattr(view, "takes_files", False):
        request.max_content_length = current_app.config["MAX_UPLOAD_REQUEST"]
    # Only now, for reading the form needs its limit settled.
    if holds_nul(request, form=True):
        raise Invalid(UNSEEN_SIGN)
    refusal = refusal or _check_token()
    if refusal is None and not getattr(view, "open_when_closed", False):
        refusal = _refusal_if_closed()
        count_request(g.reach.workshop)
    if refusal is None and not getattr(view, "open_when_lent", False):
        refusal = _refusal_if_lent()
    _set_clock()
    return refusal


def _refusal_if_closed() -> ResponseReturnValue | None:
    """A workshop that was closed stays as it is: what would change its account is refused.

    It may have been closed while somebody was writing: what she sent comes back with the refusal,
    her sentences at once, choices and numbers as she read them from the browser (`typed.js`).
    """
    workshop = g.reach.workshop
    if workshop is None or workshop.closed_at is None:
        return None
    return _with_what_was_sent(IS_CLOSED)


def _refusal_if_lent() -> ResponseReturnValue | None:
    """A program that was taken along is changed there, so that both can be put together."""
    program = g.reach.program
    if program is None or program.lent_at is None:
        return None
    return _with_what_was_sent(IS_LENT)


def _with_what_was_sent(why: str) -> ResponseReturnValue:
    """A refusal with which all that was sent comes back."""
    sent = sent_fields()
    typed = [value for _name, value in sent if len(value.split()) > 1]
    return error_answer(409, message_of(Conflict(why)), sent=sent, typed=typed)


def _refusal(permission: Permission) -> ResponseReturnValue | None:
    """Find out who asks and how far she reaches; return or raise what she gets instead, if so."""
    if permission is PUBLIC:
        return None
    if not current_user.is_authenticated:
        if request.method not in SAFE_METHODS:
            return sign_in_again()
        target = request.full_path if request.query_string else request.path
        return redirect(url_for("people.sign_in", next=target), 303)
    person = current_user.person
    if person.secret_is_given and permission is not ACCOUNT_MANAGE:
        return redirect(url_for("people.profile"), 303)
    if (
        must_set_up(person.second_factor_due_at, person.second_factor_at, clock.true_now())
        and permission is not ACCOUNT_MANAGE
    ):
        return redirect(url_for("people.second_factor"), 303)
    found = g.reach = _reach(person)
    if not allows(found.roles, permission):
        raise Forbidden
    if found.workshop and not found.may(permission):  # of a draft, whose page says how it is opened
        return redirect(url_for("workshops.overview", workshop_slug=found.workshop.slug), 303)
    return None


def _set_clock() -> None:
    """In a rehearsal the clock is where its trainer has moved it."""
    workshop = g.reach.workshop
    if workshop is not None:
        clock.run_ahead(timedelta(seconds=workshop.clock_ahead))
    elif current_user.is_authenticated:
        clock.run_ahead(timedelta(seconds=current_user.person.clock_ahead or 0))


def _check_token() -> ResponseReturnValue | None:
    # A browser says so itself when another site sends a form here; older ones say nothing.
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        raise Forbidden
    signed_in = current_user.is_authenticated
    try:
        if current_app.config["WTF_CSRF_ENABLED"]:
            csrf.protect()
    except CSRFError:
        if not signed_in:
            raise
        return send_again()
    if signed_in:
        # Noted here and not for every page, for a GET writes nothing.
        sessions.touch(current_user.web_session, clock.now())
    return None


def _reach(person: Person) -> reach.Reach:
    arguments = request.view_args or {}
    found: reach.Reach | None
    if "workshop_slug" in arguments:
        found = reach.in_workshop(arguments["workshop_slug"], person)
    elif "program_slug" in arguments:
        found = reach.in_program(arguments["program_slug"], person)
    else:
        return reach.anywhere(person)
    if found is None:
        raise NotFound
    return found
