"""Pages of a rehearsal."""

from datetime import UTC, datetime, timedelta

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from wtforms.fields.choices import SelectChoice

from lms import clock
from lms.access import open_when_closed, requires
from lms.errors import Conflict, Invalid
from lms.language import gettext_noop
from lms.people.first_secrets import first_pin
from lms.people.secrets import draw_token, hash_secret, written_code
from lms.rehearsal import queries, rules, service
from lms.rehearsal.blueprint import bp
from lms.rehearsal.forms import ClockForm
from lms.rehearsal.models import Rehearsal
from lms.rehearsal.permissions import WORKSHOP_REHEARSE
from lms.web.forms import put_errors
from lms.web.languages import clock_time, full_date, message_of
from lms.workshops.queries import enrolments_in, schedule_of

EVERYBODY = "everybody"  # whose PIN: all invented people share one


@bp.get("/w/<workshop_slug>/rehearsal")
@requires(WORKSHOP_REHEARSE)
def panel(workshop_slug: str) -> ResponseReturnValue:
    """Show what a rehearsal is, or the clock and the people of the one that is going on."""
    workshop = g.reach.workshop
    rehearsal = queries.rehearsal_in(workshop)
    if rehearsal is not None:
        return _panel(rehearsal, _form())
    running = queries.rehearsal_of(workshop)
    return render_template("rehearsal/begin.html", running=running, people=service.PEOPLE)


@bp.post("/w/<workshop_slug>/rehearsal")
@open_when_closed
@requires(WORKSHOP_REHEARSE)
def begin(workshop_slug: str) -> ResponseReturnValue:
    """Set a rehearsal up, or go to the one there is."""
    token = draw_token()
    hashed = hash_secret(first_pin(token, EVERYBODY))
    person = current_user.person
    rehearsal = service.begin_rehearsal(g.reach.workshop, token, hashed, clock.now(), person)
    return redirect(url_for(".panel", workshop_slug=rehearsal.workshop.slug), 303)


@bp.post("/w/<workshop_slug>/rehearsal/clock")
@open_when_closed
@requires(WORKSHOP_REHEARSE)
def move(workshop_slug: str) -> ResponseReturnValue:
    rehearsal = _rehearsal()
    now = clock.now()
    form = _form()
    if not form.validate():
        return _panel(rehearsal, form), 422
    to = _wanted(form, now)
    try:
        service.move_clock(rehearsal, to, now, current_user.person, work=form.work.data)
    except Invalid as problem:
        put_errors(form.to, message_of(problem))
        return _panel(rehearsal, form), 422
    zone = g.reach.workshop.zone
    when = f"{full_date(to, zone)}, {clock_time(to, zone, named=True)}"
    flash(_("It is now %(when)s in this rehearsal.", when=when), "success")
    return redirect(url_for(".panel", workshop_slug=workshop_slug), 303)


@bp.post("/w/<workshop_slug>/rehearsal/discard")
@open_when_closed
@requires(WORKSHOP_REHEARSE)
def discard(workshop_slug: str) -> ResponseReturnValue:
    rehearsal = _rehearsal()
    real = rehearsal.of.slug
    service.discard_rehearsal(rehearsal, clock.true_now(), current_user.person)
    flash(_("The rehearsal is thrown away. Nothing of it is left."), "success")
    return redirect(url_for(".panel", workshop_slug=real), 303)


def _rehearsal() -> Rehearsal:
    rehearsal = queries.rehearsal_in(g.reach.workshop)
    if rehearsal is None:
        raise Conflict(gettext_noop("This is no rehearsal. Nothing was changed."))
    return rehearsal


def _wanted(form: ClockForm, now: datetime) -> datetime:
    if form.minutes.data:
        return now + timedelta(minutes=form.minutes.data)
    return datetime.fromtimestamp(form.to.data, UTC) if form.to.data else now


def _form() -> ClockForm:
    workshop = g.reach.workshop
    form = ClockForm(work=True)
    choices = []
    for at, slot in rules.stops(schedule_of(workshop).slots, clock.now()):
        when = f"{full_date(at, workshop.zone)}, {clock_time(at, workshop.zone)}"
        if slot is None:
            label = _("The day after the last meeting: %(when)s", when=when)
        else:
            half = _("morning") if slot.part == "morning" else _("afternoon")
            label = _("Day %(day)s, %(half)s: %(when)s", day=slot.day, half=half, when=when)
        choices.append(SelectChoice(int(at.timestamp()), label))
    form.to.choices = choices
    return form


def _panel(rehearsal: Rehearsal, form: ClockForm) -> str:
    workshop = g.reach.workshop
    return render_template(
        "rehearsal/panel.html",
        rehearsal=rehearsal,
        form=form,
        now=clock.now(),
        zone=workshop.zone,
        steps=rules.STEPS,
        people=[
            (e.person.name, written_code(e.person.participant_code or ""))
            for e in enrolments_in(workshop)
            if e.person.clock_ahead is not None
        ],
        pin=first_pin(rehearsal.token, EVERYBODY),
    )
