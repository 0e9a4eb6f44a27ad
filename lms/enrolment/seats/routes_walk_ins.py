"""At the door: people no list has, guests who make up for a meeting, and matching them later."""

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from wtforms.fields.choices import SelectChoice

from lms import clock
from lms.access import requires
from lms.attendance.guests import record_present, take_back
from lms.attendance.permissions import ATTENDANCE_RECORD
from lms.attendance.service import refuse_unless_recordable
from lms.enrolment.permissions import ENROLMENT_MANAGE
from lms.enrolment.seats import queries, service_walk_ins
from lms.enrolment.seats.blueprint import bp
from lms.enrolment.seats.forms import MatchForm, WalkInForm
from lms.errors import Conflict, Invalid, NotFound
from lms.language import gettext_noop
from lms.people.contacts import normalised_phone
from lms.people.models import Person
from lms.people.service import unused_codes
from lms.web.forms import put_errors
from lms.web.languages import message_of
from lms.workshops.models import Enrolment, Meeting
from lms.workshops.queries import enrolment_in, meeting_in
from lms.workshops.seating.queries import seats_taken

MAX_SEARCH_LENGTH = 100  # characters
MAX_ID_LENGTH = 12


@bp.get("/w/<workshop_slug>/attendance/<int:meeting_id>/door")
@requires(ATTENDANCE_RECORD)
def door(workshop_slug: str, meeting_id: int) -> ResponseReturnValue:
    """Ask for the name of somebody at the door."""
    return _door_page(meeting_in(g.reach.workshop, meeting_id), WalkInForm(formdata=None))


@bp.post("/w/<workshop_slug>/attendance/<int:meeting_id>/door")
@requires(ATTENDANCE_RECORD)
def walk_in(workshop_slug: str, meeting_id: int) -> ResponseReturnValue:
    """Take in somebody at the door and record her as present."""
    meeting = meeting_in(g.reach.workshop, meeting_id)
    form = WalkInForm()
    if not form.validate():
        return _door_page(meeting, form), 422
    now = clock.now()
    refuse_unless_recordable(meeting, now)
    name = form.name.data
    try:
        enrolment = service_walk_ins.add_walk_in(
            g.reach.workshop,
            meeting,
            name=name,
            cooperative=form.cooperative.data or "",
            phone=normalised_phone(form.phone.data or "") or "",
            code=unused_codes(1)[0],
            now=now,
            recorder=current_user.person,
        )
    except Conflict as problem:
        put_errors(form.name, message_of(problem))
        return _door_page(meeting, form), 422
    if enrolment is None:
        flash(
            _("All seats are taken. %(name)s is on the waiting list.", name=name),
            "warning",
        )
    else:
        flash(_("%(name)s is on the list and present.", name=name), "success")
    return redirect(_register_url(meeting), 303)


def _door_page(meeting: Meeting, form: WalkInForm) -> str:
    workshop = g.reach.workshop
    return render_template(
        "enrolment/seats/door.html",
        meeting=meeting,
        form=form,
        free=max(0, workshop.capacity - seats_taken(workshop)),
        back=_register_url(meeting),
    )


@bp.get("/w/<workshop_slug>/attendance/<int:meeting_id>/guests")
@requires(ATTENDANCE_RECORD)
def guests(workshop_slug: str, meeting_id: int) -> ResponseReturnValue:
    """Show guests of other workshops at a meeting, and who missed this half day there."""
    workshop = g.reach.workshop
    meeting = meeting_in(workshop, meeting_id)
    words = request.args.get("q", "").strip()[:MAX_SEARCH_LENGTH]
    found = queries.guests_at(meeting, workshop, words)
    return render_template(
        "enrolment/seats/guests.html",
        meeting=meeting,
        here=[guest for guest in found if guest.is_recorded],
        others=[guest for guest in found if not guest.is_recorded],
        words=words,
        now=clock.now(),
        back=_register_url(meeting),
    )


@bp.post("/w/<workshop_slug>/attendance/<int:meeting_id>/guests")
@requires(ATTENDANCE_RECORD)
def record_guest(workshop_slug: str, meeting_id: int) -> ResponseReturnValue:
    """Record a guest as present, or take that back: it counts in her own workshop.

    `at_register`: the press came from the register, and leads back there.
    """
    workshop = g.reach.workshop
    meeting = meeting_in(workshop, meeting_id)
    present = "present" in request.form
    enrolment = _guest(request.form.get("present" if present else "take_back", ""))
    now, name = clock.now(), enrolment.person.name
    if present:
        if enrolment.withdrawn_at is not None:
            raise Conflict(_NO_SEAT)
        record_present(meeting, enrolment, current_user.person, now)
        flash(_("%(name)s is recorded as a guest.", name=name), "success")
    else:
        take_back(meeting, enrolment, current_user.person, now)
        flash(_("%(name)s is no longer recorded as a guest.", name=name), "success")
    if "at_register" in request.form:
        return redirect(_register_url(meeting), 303)
    return redirect(url_for(".guests", workshop_slug=workshop_slug, meeting_id=meeting_id), 303)


_NO_SEAT = gettext_noop("This participant has no seat there any more.")
_NOBODY = gettext_noop("There is no such participant in the other workshops of this program.")


def _guest(text: str) -> Enrolment:
    if not (text.isascii() and text.isdigit() and len(text) <= MAX_ID_LENGTH):
        raise Invalid(_NOBODY)
    enrolment = queries.guest_enrolment(g.reach.workshop, int(text))
    if enrolment is None:
        raise NotFound(_NOBODY)
    return enrolment


def _register_url(meeting: Meeting) -> str:
    return url_for(
        "attendance.register", workshop_slug=g.reach.workshop.slug, meeting_id=meeting.id
    )


@bp.get("/w/<workshop_slug>/people/<int:enrolment_id>/match")
@requires(ENROLMENT_MANAGE)
def ask_match(workshop_slug: str, enrolment_id: int) -> ResponseReturnValue:
    """Ask who somebody from the door is; `?q=` finds other people than the likely ones."""
    enrolment = enrolment_in(g.reach.workshop, enrolment_id)
    return _match_page(enrolment, _match_form(enrolment, empty=True))


@bp.post("/w/<workshop_slug>/people/<int:enrolment_id>/match")
@requires(ENROLMENT_MANAGE)
def match(workshop_slug: str, enrolment_id: int) -> ResponseReturnValue:
    """Join somebody from the door with a person known."""
    enrolment = enrolment_in(g.reach.workshop, enrolment_id)
    form = _match_form(enrolment)
    if not form.validate():
        return _match_page(enrolment, form), 422
    person = _known(form.person.data)
    try:
        kept = service_walk_ins.match_walk_in(
            enrolment, person, now=clock.now(), actor_id=current_user.person.id
        )
    except Conflict as problem:
        put_errors(form.person, message_of(problem))
        return _match_page(enrolment, form), 422
    flash(_("Matched with %(name)s. Nothing was lost.", name=person.name), "success")
    if kept.workshop_id != g.reach.workshop.id:
        return redirect(url_for("enrolment.people", workshop_slug=workshop_slug), 303)
    return redirect(
        url_for("enrolment.person", workshop_slug=workshop_slug, enrolment_id=kept.id), 303
    )


@bp.post("/w/<workshop_slug>/people/<int:enrolment_id>/keep")
@requires(ENROLMENT_MANAGE)
def keep(workshop_slug: str, enrolment_id: int) -> ResponseReturnValue:
    """Say that somebody from the door is a new person."""
    enrolment = enrolment_in(g.reach.workshop, enrolment_id)
    service_walk_ins.keep_as_new(enrolment, now=clock.now(), actor_id=current_user.person.id)
    flash(_("%(name)s is kept as a new person.", name=enrolment.person.name), "success")
    return redirect(
        url_for("enrolment.person", workshop_slug=workshop_slug, enrolment_id=enrolment_id), 303
    )


def _known(person_id: int) -> Person:
    person = queries.person_in_program(g.reach.program, person_id)
    if person is None:
        raise NotFound(_NOBODY)
    return person


def _match_form(enrolment: Enrolment, *, empty: bool = False) -> MatchForm:
    form = MatchForm(formdata=None) if empty else MatchForm()
    words = request.args.get("q", "").strip()[:MAX_SEARCH_LENGTH]
    found = queries.whom_she_may_be(enrolment, words)
    form.person.choices = [SelectChoice(one.id, _described(one)) for one in found]
    return form


def _described(person: Person) -> str:
    cooperative = person.cooperative.name if person.cooperative else ""
    return ", ".join(part for part in (person.name, cooperative) if part)


def _match_page(enrolment: Enrolment, form: MatchForm) -> str:
    words = request.args.get("q", "").strip()[:MAX_SEARCH_LENGTH]
    return render_template(
        "enrolment/seats/match.html", enrolment=enrolment, form=form, words=words
    )
