"""Pages of excuses: a participant's own, and those a trainer decides."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from wtforms.fields.choices import SelectChoice

from lms import clock
from lms.access import requires
from lms.attendance.queries import presences_of
from lms.database import reading
from lms.excuses import queries, service
from lms.excuses.blueprint import bp
from lms.excuses.forms import ACCEPT, DecisionForm, ExcuseForm
from lms.excuses.permissions import EXCUSE_ASK, EXCUSE_DECIDE
from lms.excuses.rules import STATE_WORDS, ExcuseState, may_ask
from lms.publishing.queries import course_of
from lms.uploads.requests import photo_in, takes_files
from lms.uploads.rules import Purpose
from lms.uploads.service import store_upload
from lms.web.languages import clock_time, full_date
from lms.web.paging import asked_page
from lms.workshops.queries import schedule_of
from lms.workshops.rules import Slot

REQUESTS_ON_A_PAGE = 50


@bp.get("/w/<workshop_slug>/my-excuses")
@requires(EXCUSE_ASK)
def mine(workshop_slug: str) -> ResponseReturnValue:
    """Show a participant the form to ask, and what became of what she asked."""
    return _mine_page(ExcuseForm(formdata=None))


@bp.post("/w/<workshop_slug>/my-excuses")
@takes_files
@requires(EXCUSE_ASK)
def ask(workshop_slug: str) -> ResponseReturnValue:
    """Ask to be excused from meetings; the photo is taken in before the turn to write comes."""
    form = ExcuseForm()
    with reading(expire=False):
        slots = {slot.meeting_id: slot for slot in _slots_to_ask_for()}
        _offer(form, list(slots.values()))
        received = photo_in(form.photo) if form.validate() else None
    if form.errors:
        return _mine_page(form), 422
    person, now = current_user.person, clock.now()
    workshop = g.reach.workshop
    photo = None
    if received is not None:
        photo = store_upload(received, Purpose.EXCUSE, workshop, person, now)
    kind, reason = form.kind.data, form.reason.data
    for meeting_id in sorted(form.meetings.data):  # in one order, for each is held
        slot = slots[meeting_id]
        service.request_excuse(g.reach.enrolment, slot, kind, reason, person, now, photo)
    flash(_("Sent. Your trainer decides, and you see the answer here."), "success")
    return redirect(url_for(".mine", workshop_slug=workshop_slug), 303)


@bp.post("/w/<workshop_slug>/my-excuses/<int:excuse_id>/take-back")
@requires(EXCUSE_ASK)
def take_back(workshop_slug: str, excuse_id: int) -> ResponseReturnValue:
    excuse = queries.own_excuse(g.reach.enrolment, excuse_id)
    service.withdraw_request(excuse, current_user.person, clock.now())
    flash(_("Your request is taken back."), "success")
    return redirect(url_for(".mine", workshop_slug=workshop_slug), 303)


@bp.get("/w/<workshop_slug>/excuses")
@requires(EXCUSE_DECIDE)
def listed(workshop_slug: str) -> ResponseReturnValue:
    """Show the requests of a workshop, and whose attendance is at risk."""
    return _listed_page()


@bp.post("/w/<workshop_slug>/excuses/<int:excuse_id>")
@requires(EXCUSE_DECIDE)
def decide(workshop_slug: str, excuse_id: int) -> ResponseReturnValue:
    excuse = queries.excuse_in(g.reach.workshop, excuse_id)
    form = DecisionForm()
    if not form.validate():
        return _listed_page(excuse_id, form), 422
    accepted = form.decision.data == ACCEPT
    decision = service.accept if accepted else service.decline
    decision(excuse, form.answer.data or "", current_user.person, clock.now())
    name = excuse.enrolment.person.name
    if accepted:
        flash(_("Accepted. %(name)s is recorded as excused or sick.", name=name), "success")
    else:
        flash(_("Not accepted. %(name)s sees your answer.", name=name), "success")
    return redirect(url_for(".listed", workshop_slug=workshop_slug), 303)


def _mine_page(form: ExcuseForm) -> str:
    asked = queries.excuses_of(g.reach.enrolment)
    if form.meetings.choices is None:
        _offer(form, _slots_to_ask_for())
    pending = {each.meeting_id for each in asked if each.state is ExcuseState.WAITING}
    form.meetings.choices = [each for each in form.meetings.choices if each.value not in pending]
    return render_template(
        "excuses/mine.html", form=form, excuses=asked, state_words=STATE_WORDS, now=clock.now()
    )


def _slots_to_ask_for() -> list[Slot]:
    presences = presences_of(g.reach.enrolment)
    slots = schedule_of(g.reach.workshop).slots
    now = clock.now()
    return [slot for slot in slots if may_ask(slot, presences.get(slot.meeting_id), now)]


def _offer(form: ExcuseForm, slots: list[Slot]) -> None:
    zone = g.reach.workshop.zone
    parts = {"morning": _("Morning"), "afternoon": _("Afternoon")}
    form.meetings.choices = [
        SelectChoice(
            slot.meeting_id,
            f"{full_date(slot.starts_at, zone)}, {parts[slot.part].lower()}"
            f" ({clock_time(slot.starts_at, zone)})",
        )
        for slot in slots
    ]


def _listed_page(open_id: int = 0, form: DecisionForm | None = None) -> str:
    workshop = g.reach.workshop
    required = course_of(workshop.revision).passing.attendance
    schedule = schedule_of(workshop)
    excuses = queries.excuses_in(workshop)
    page = asked_page(len(excuses), REQUESTS_ON_A_PAGE)
    return render_template(
        "excuses/list.html",
        excuses=page.of(excuses),
        page=page,
        at_risk=queries.at_risk_in(workshop, schedule, required, clock.now()),
        required=required,
        state_words=STATE_WORDS,
        open_id=open_id,
        form=form or DecisionForm(formdata=None),
    )
