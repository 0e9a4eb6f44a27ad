"""Checking in: the link in the QR code, the six digits, and the press that records it."""

import re
from datetime import timedelta

from flask import current_app, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from lms import clock
from lms.access import PUBLIC, requires
from lms.attendance.blueprint import bp
from lms.attendance.checkin import queries as queries_checkin
from lms.attendance.checkin import service as service_checkin
from lms.attendance.checkin.rules import coarse_network
from lms.attendance.checkin.rules_codes import (
    DEVICE_SIGNS,
    Claim,
    claim_is_alive,
    disguised,
    link_is_fresh,
    read_claim,
    read_link,
    write_claim,
)
from lms.attendance.checkin.service import CheckInOutcome, Evidence, Result
from lms.attendance.forms import CodeForm
from lms.attendance.permissions import ATTENDANCE_CHECK_IN
from lms.web.devices import device_token
from lms.web.forms import put_errors
from lms.web.onward import remember_onward

STATUS = {
    CheckInOutcome.CLAIM_OLD: 410,
    CheckInOutcome.CODE_WRONG: 422,
    CheckInOutcome.PASSED_ON: 409,
    CheckInOutcome.TOO_EARLY: 409,
    CheckInOutcome.OVER: 409,
    CheckInOutcome.CANCELLED: 409,
    CheckInOutcome.STAFF: 409,
}


@bp.get("/hadir")
@requires(PUBLIC)
def code() -> ResponseReturnValue:
    """Ask for the six digits; who is not signed in yet may type them first."""
    return render_template("attendance/checkin/code.html", form=CodeForm(formdata=None))


@bp.post("/hadir")
@requires(PUBLIC)
def type_code() -> ResponseReturnValue:
    """Take the typed code along: it counts from now, and is checked once we know who typed it."""
    form = CodeForm()
    if not form.validate():
        return render_template("attendance/checkin/code.html", form=form), 422
    claim = Claim(clock.now(), _device()[:DEVICE_SIGNS], code=re.sub(r"\D", "", form.code.data))
    return _check_in(claim) if current_user.is_authenticated else _take_along(claim)


@bp.get("/hadir/q/<link>")
@requires(PUBLIC)
def scan(link: str) -> ResponseReturnValue:
    """Turn a link that is on the screen right now into a claim that lasts through signing in."""
    found = read_link(_secret(), link)
    if found is None:
        return _refused(Result(CheckInOutcome.CLAIM_OLD))
    meeting_id, shown_at = found
    # A link names no workshop, so the guard could not set the clock of a rehearsal.
    clock.run_ahead(timedelta(seconds=queries_checkin.clock_ahead_at(meeting_id)))
    if not link_is_fresh(shown_at, clock.now()):
        return _refused(Result(CheckInOutcome.CLAIM_OLD))
    return _take_along(Claim(shown_at, _device()[:DEVICE_SIGNS], meeting_id))


@bp.get("/hadir/<claim>")
@requires(ATTENDANCE_CHECK_IN)
def check_in(claim: str) -> ResponseReturnValue:
    """Show what is recorded, or the one button that records it."""
    found = read_claim(_secret(), claim)
    if found is None:
        return _refused(Result(CheckInOutcome.CLAIM_OLD))
    own = None
    if found.meeting_id is not None:
        own = queries_checkin.own_at(found.meeting_id, current_user.person)
    can_press = claim_is_alive(found, clock.now()) and not (own and own.is_settled)
    if not can_press and (own is None or not own.is_known):
        return _refused(Result(CheckInOutcome.CLAIM_OLD))
    return render_template(
        "attendance/checkin/check_in.html",
        own=own,
        known=not can_press,
        claim=claim,
        now=clock.now(),
    )


@bp.post("/hadir/<claim>")
@requires(ATTENDANCE_CHECK_IN)
def check_in_now(claim: str) -> ResponseReturnValue:
    """Record the person at the meeting of the claim."""
    found = read_claim(_secret(), claim)
    return _refused(Result(CheckInOutcome.CLAIM_OLD)) if found is None else _check_in(found)


def _take_along(claim: Claim) -> ResponseReturnValue:
    """Go on to the one button, by way of signing in or activating a card where that is needed."""
    address = _address(claim)
    if not current_user.is_authenticated:
        # Signing in is done by the true clock, in a rehearsal as well.
        remember_onward(address, clock.true_now())
        flash(
            _(
                "The time of your check-in is kept. "
                "Sign in or activate your card, and your attendance is recorded."
            ),
            "info",
        )
    return redirect(address, 303)


def _check_in(claim: Claim) -> ResponseReturnValue:
    address = request.remote_addr or ""
    evidence = Evidence(
        device=_device(),
        network=disguised(_secret(), "network", coarse_network(address)),
        address=address,
    )
    result = service_checkin.record_check_in(current_user.person, claim, evidence, clock.now())
    if result.answer not in (CheckInOutcome.RECORDED, CheckInOutcome.KEPT):
        return _refused(result)
    assert result.meeting is not None
    assert result.at is not None
    return redirect(_address(Claim(result.at, claim.device, result.meeting.id)), 303)


def _refused(result: Result) -> ResponseReturnValue:
    """Say why not, and let the person type the code that is shown now."""
    form = CodeForm(formdata=None)
    status = STATUS[result.answer]
    if result.wait:
        status = 429
        # Rounded up: "0 minutes" would be no wait.
        minutes = -(-result.wait // 60)
        put_errors(
            form.code,
            ngettext(
                "Too many tries. Wait %(num)d minute, then try again.",
                "Too many tries. Wait %(num)d minutes, then try again.",
                minutes,
            ),
        )
    elif result.answer is CheckInOutcome.CODE_WRONG:
        put_errors(form.code, _("This code is not on a screen now. Type the one you see now."))
    workshop = None
    if result.meeting is not None and current_user.is_authenticated:
        own = queries_checkin.own_at(result.meeting.id, current_user.person)
        workshop = own.workshop if own else None
    response = make_response(
        render_template(
            "attendance/checkin/refused.html",
            form=form,
            answer=result.answer.value,
            meeting=result.meeting,
            place=workshop,
            now=clock.now(),
        ),
        status,
    )
    if result.wait:
        response.headers["Retry-After"] = str(result.wait)
    return response


def _secret() -> str:
    secret: str = current_app.config["SECRET_KEY"]
    return secret


def _device() -> str:
    return disguised(_secret(), "device", device_token())


def _address(claim: Claim) -> str:
    return url_for(".check_in", claim=write_claim(_secret(), claim))
