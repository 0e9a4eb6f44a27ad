"""Giving a seat to a substitute, moving to another workshop, and a person's history."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from wtforms.fields.choices import SelectChoice

from lms import clock
from lms.access import requires
from lms.database import db
from lms.enrolment.permissions import ENROLMENT_LIST, ENROLMENT_MANAGE
from lms.enrolment.seats import queries, service_moves, service_undoing
from lms.enrolment.seats.blueprint import bp
from lms.enrolment.seats.forms import SubstituteForm, TransferForm, UndoForm
from lms.enrolment.seats.history import history_of
from lms.errors import Conflict
from lms.people.contacts import normalised_phone
from lms.people.models import Person
from lms.people.service import unused_codes
from lms.web.forms import put_errors
from lms.web.languages import message_of
from lms.workshops.models import Enrolment
from lms.workshops.queries import enrolment_in, schedule_of
from lms.workshops.seating.models import SEAT_EVENT_WORDS
from lms.workshops.seating.queries import seats_taken


@bp.get("/w/<workshop_slug>/people/<int:enrolment_id>/substitute")
@requires(ENROLMENT_MANAGE)
def ask_substitute(workshop_slug: str, enrolment_id: int) -> ResponseReturnValue:
    enrolment = enrolment_in(g.reach.workshop, enrolment_id)
    return _substitute_page(enrolment, _substitute_form(enrolment, empty=True))


@bp.post("/w/<workshop_slug>/people/<int:enrolment_id>/substitute")
@requires(ENROLMENT_MANAGE)
def substitute(workshop_slug: str, enrolment_id: int) -> ResponseReturnValue:
    """Let somebody of the same cooperative take over a seat from a day on."""
    enrolment = enrolment_in(g.reach.workshop, enrolment_id)
    form = _substitute_form(enrolment)
    if not form.validate():
        return _substitute_page(enrolment, form), 422
    now, actor_id = clock.now(), current_user.person.id
    person = _chosen(form, enrolment)
    try:
        taking = service_moves.hand_over_seat(
            enrolment,
            person,
            from_day=form.from_day.data,
            reason=form.reason.data,
            now=now,
            actor_id=actor_id,
        )
    except Conflict as problem:
        put_errors(form.from_day, message_of(problem))
        return _substitute_page(enrolment, form), 422
    flash(
        _("%(name)s has this seat from day %(day)s on.", name=person.name, day=taking.from_day),
        "success",
    )
    return redirect(_person_url(taking.id), 303)


def _substitute_form(enrolment: Enrolment, *, empty: bool = False) -> SubstituteForm:
    form = SubstituteForm(formdata=None) if empty else SubstituteForm()
    known = [SelectChoice(one.id, one.name) for one in queries.possible_substitutes(enrolment)]
    form.person.choices = [*known, SelectChoice(0, _("Somebody new of this cooperative"))]
    schedule = schedule_of(enrolment.workshop)
    days = sorted({slot.day for slot in schedule.slots if slot.day >= enrolment.from_day})
    form.from_day.choices = [SelectChoice(day, _("Day %(number)s", number=day)) for day in days]
    if empty:
        now = clock.now()
        begun = schedule.last_day_begun(now)
        form.from_day.data = next((day for day in days if day >= begun), None)
        form.person.data = None if known else 0
    return form


def _chosen(form: SubstituteForm, enrolment: Enrolment) -> Person:
    if form.person.data:
        return db.session.get_one(Person, form.person.data)
    person = Person(
        name=form.name.data,
        phone=normalised_phone(form.phone.data or "") or "",
        participant_code=unused_codes(1)[0],
        cooperative_id=enrolment.person.cooperative_id,
        created_at=clock.now(),
    )
    db.session.add(person)
    db.session.flush()
    return person


def _substitute_page(enrolment: Enrolment, form: SubstituteForm) -> str:
    return render_template("enrolment/seats/substitute.html", enrolment=enrolment, form=form)


@bp.get("/w/<workshop_slug>/people/<int:enrolment_id>/substitute/undo")
@requires(ENROLMENT_MANAGE)
def ask_undo_substitute(workshop_slug: str, enrolment_id: int) -> ResponseReturnValue:
    enrolment = enrolment_in(g.reach.workshop, enrolment_id)
    return _undo_page(enrolment, UndoForm(formdata=None))


@bp.post("/w/<workshop_slug>/people/<int:enrolment_id>/substitute/undo")
@requires(ENROLMENT_MANAGE)
def undo_substitute(workshop_slug: str, enrolment_id: int) -> ResponseReturnValue:
    """Give a seat back to whom the substitute took it over from."""
    enrolment = enrolment_in(g.reach.workshop, enrolment_id)
    form = UndoForm()
    if not form.validate():
        return _undo_page(enrolment, form), 422
    now, actor_id = clock.now(), current_user.person.id
    try:
        first = service_undoing.give_seat_back(
            enrolment, reason=form.reason.data, now=now, actor_id=actor_id
        )
    except Conflict as problem:
        put_errors(form.reason, message_of(problem))
        return _undo_page(enrolment, form), 422
    flash(_("%(name)s has the seat again.", name=first.person.name), "success")
    return redirect(_person_url(first.id), 303)


def _undo_page(enrolment: Enrolment, form: UndoForm) -> str:
    first = queries.replaced_by(enrolment)
    return render_template(
        "enrolment/seats/undo_substitute.html", enrolment=enrolment, first=first, form=form
    )


@bp.get("/w/<workshop_slug>/people/<int:enrolment_id>/transfer")
@requires(ENROLMENT_MANAGE)
def ask_transfer(workshop_slug: str, enrolment_id: int) -> ResponseReturnValue:
    enrolment = enrolment_in(g.reach.workshop, enrolment_id)
    return _transfer_page(enrolment, _transfer_form(enrolment, empty=True))


@bp.post("/w/<workshop_slug>/people/<int:enrolment_id>/transfer")
@requires(ENROLMENT_MANAGE)
def transfer(workshop_slug: str, enrolment_id: int) -> ResponseReturnValue:
    """Move a participant to another workshop of the program, with all she has done."""
    enrolment = enrolment_in(g.reach.workshop, enrolment_id)
    form = _transfer_form(enrolment)
    if not form.validate():
        return _transfer_page(enrolment, form), 422
    targets = queries.workshops_to_go_to(g.reach.workshop)
    target = next(one for one in targets if one.id == form.target.data)
    name, number, slug = enrolment.person.name, target.number, target.slug
    try:
        service_moves.transfer_enrolment(
            enrolment,
            target,
            reason=form.reason.data,
            now=clock.now(),
            actor_id=current_user.person.id,
        )
    except Conflict as problem:
        put_errors(form.target, message_of(problem))
        return _transfer_page(enrolment, form), 422
    flash(_("%(name)s is in workshop %(number)s now.", name=name, number=number), "success")
    return redirect(url_for("enrolment.person", workshop_slug=slug, enrolment_id=enrolment_id), 303)


def _transfer_form(enrolment: Enrolment, *, empty: bool = False) -> TransferForm:
    form = TransferForm(formdata=None) if empty else TransferForm()
    form.target.choices = [
        SelectChoice(
            one.id,
            _(
                "Workshop %(number)s, %(place)s: %(free)s seats free",
                number=one.number,
                place=one.place,
                free=max(0, one.capacity - seats_taken(one)),
            ),
        )
        for one in queries.workshops_to_go_to(enrolment.workshop)
    ]
    return form


def _transfer_page(enrolment: Enrolment, form: TransferForm) -> str:
    return render_template("enrolment/seats/transfer.html", enrolment=enrolment, form=form)


@bp.get("/w/<workshop_slug>/people/<int:enrolment_id>/history")
@requires(ENROLMENT_LIST)
def history(workshop_slug: str, enrolment_id: int) -> ResponseReturnValue:
    """Show what a person did in the program: where she sat, when she was there, what changed."""
    enrolment = enrolment_in(g.reach.workshop, enrolment_id)
    return render_template(
        "enrolment/seats/history.html",
        enrolment=enrolment,
        history=history_of(enrolment, g.reach.workshop.program),
        words=SEAT_EVENT_WORDS,
    )


def _person_url(enrolment_id: int) -> str:
    return url_for(
        "enrolment.person", workshop_slug=g.reach.workshop.slug, enrolment_id=enrolment_id
    )
