"""Two codes of one human: the person signed in proves the other one, looks, and joins them."""

from dataclasses import astuple
from functools import partial
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask import session as browser_session
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from lms import clock
from lms.access import requires
from lms.database import reading
from lms.enrolment.seats import service_joining
from lms.enrolment.seats.blueprint import bp
from lms.enrolment.seats.forms import JoinForm
from lms.enrolment.seats.service_joining import Proof
from lms.errors import Conflict
from lms.people import throttling
from lms.people.models import Person
from lms.people.permissions import ACCOUNT_MANAGE
from lms.people.secrets import normalised_identity
from lms.people.words import slowed_down
from lms.web.forms import put_errors
from lms.web.languages import message_of

SECONDS_TO_CONFIRM = 15 * 60
"""So long a proof waits in the browser for the yes."""


@bp.get("/profile/join")
@requires(ACCOUNT_MANAGE)
def ask_join() -> ResponseReturnValue:
    """Ask for the other code and what proves it."""
    return _join_page(JoinForm(formdata=None))


@bp.post("/profile/join")
@requires(ACCOUNT_MANAGE)
def prove() -> ResponseReturnValue:
    """Check the other code, and go on to what would be joined. Tries are counted as sign-ins."""
    form = JoinForm()
    if not form.validate():
        return _join_page(form), 422
    code, secret = (normalised_identity(one.data) for one in (form.code, form.secret))
    address, now = request.remote_addr or "", clock.now()
    try:
        with reading():
            throttling.refuse_if_too_fast(code, address, now)
            proof = service_joining.proof_of(code, secret, now)
    except throttling.Throttled as throttled:
        return slowed_down(form.secret, throttled, partial(_join_page, form))
    if proof is None:
        throttling.count_failure(code, address, now)
        put_errors(form.secret, _("Code and PIN do not match. Check both."))
        return _join_page(form), 422
    browser_session["join"] = [int(now.timestamp()), *astuple(proof)]
    return redirect(url_for(".confirm_join"), 303)


def _join_page(form: JoinForm) -> str:
    return render_template("enrolment/seats/join.html", form=form)


@bp.get("/profile/join/confirm")
@requires(ACCOUNT_MANAGE)
def confirm_join() -> ResponseReturnValue:
    """Show what would be joined, by name."""
    other = _proven()
    if other is None:
        return redirect(url_for(".ask_join"), 303)
    try:
        service_joining.check_joinable(current_user.person, other)
    except Conflict as problem:
        form = JoinForm(formdata=None, code=other.participant_code)
        put_errors(form.code, message_of(problem))
        return _join_page(form), 422
    mine = current_user.person
    return render_template(
        "enrolment/seats/confirm_join.html",
        mine=mine,
        other=other,
        my_places=service_joining.belongings_of(mine),
        other_places=service_joining.belongings_of(other),
    )


@bp.post("/profile/join/confirm")
@requires(ACCOUNT_MANAGE)
def join() -> ResponseReturnValue:
    """Make one person of both."""
    other = _proven()
    if other is None:
        flash(_("This took too long, or something changed meanwhile. Begin once more."), "warning")
        return redirect(url_for(".ask_join"), 303)
    service_joining.join_codes(current_user.person, other, now=clock.now())
    browser_session.pop("join", None)
    flash(_("Both are one now. Go on signing in as today."), "success")
    return redirect(url_for("today.home"), 303)


def _proven() -> Person | None:
    """The other person whose secret was typed in this browser a short while ago."""
    kept: Any = browser_session.get("join")
    now = clock.now()
    if not kept or int(now.timestamp()) - kept[0] > SECONDS_TO_CONFIRM:
        return None
    return service_joining.proven(Proof(*kept[1:]), now)
