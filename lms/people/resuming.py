"""A form whose sender must sign in first, or send it again: nothing typed is lost."""

import json
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.database import commit_now
from lms.people.forms import SignInForm
from lms.web.addresses import safe_path
from lms.web.error_pages import error_answer, wants_json

_NEVER_KEPT = frozenset({"csrf_token", "secret", "current", "new", "again"})
MAX_FORM_LENGTH = 200_000  # characters of a form kept while its sender signs in again


def sign_in_again() -> ResponseReturnValue:
    """Answer a form sent by somebody no longer signed in: sign in, then send it again."""
    if wants_json():
        return error_answer(
            401, _("You have been signed out. Sign in again: what you typed is kept.")
        )
    kept = "" if _comes_from_elsewhere() else json.dumps(sent_fields())
    if not kept or len(kept) > MAX_FORM_LENGTH:  # what is not sent again has no page to go to
        return render_template("people/sign_in.html", form=SignInForm(formdata=None)), 401
    form = SignInForm(formdata=None, next=request.path, kept=kept)
    return render_template("people/sign_in.html", form=form), 401


def send_again() -> ResponseReturnValue:
    """Answer a form whose token is out of date (signed in anew since): one press sends it again."""
    if wants_json() or not sent_fields():
        return error_answer(400, _("This page was open for too long. Load it again."))
    page = render_template("people/resume.html", target=request.path, kept=sent_fields())
    return page, 400


def go_on(wanted: str | None, kept: str | None) -> ResponseReturnValue:
    """Lead who has just signed in to the page she wanted; a form she had sent is sent again."""
    target = safe_path(wanted, url_for("today.home"))
    fields = kept_fields(kept)
    if fields is None:
        return redirect(target, 303)
    commit_now()
    return render_template("people/resume.html", target=target, kept=fields)


def sent_fields() -> list[tuple[str, str]]:
    """The text fields of this request; none if another site sent them."""
    if _comes_from_elsewhere():
        return []
    return [
        (name, value)
        for name, values in request.form.lists()
        for value in values
        if name not in _NEVER_KEPT
    ]


def _comes_from_elsewhere() -> bool:
    origin = request.headers.get("Origin")
    return bool(origin) and origin != request.host_url.rstrip("/")


def kept_fields(text: str | None) -> list[tuple[str, str]] | None:
    """The kept form fields, None if the text is not what `sign_in_again` wrote.

    There may be none of them: a button alone is a form as well.
    """
    if not text or len(text) > MAX_FORM_LENGTH:
        return None
    try:
        pairs: Any = json.loads(text)
        return [(str(name), str(value)) for name, value in pairs]
    except (ValueError, TypeError, RecursionError):
        return None
