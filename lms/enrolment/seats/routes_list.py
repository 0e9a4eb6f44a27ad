"""The seats of a workshop: how many are taken, who waits, what happened."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from lms import clock
from lms.access import requires
from lms.enrolment.permissions import ENROLMENT_LIST, ENROLMENT_MANAGE
from lms.enrolment.seats.blueprint import bp
from lms.enrolment.seats.forms import MOVE, REMOVE, SEAT, WaitingForm
from lms.errors import Conflict
from lms.web.forms import put_errors
from lms.web.languages import message_of
from lms.workshops.seating import service as service_seats
from lms.workshops.seating.models import SEAT_EVENT_WORDS, Waiting
from lms.workshops.seating.queries import changes_in, seats_taken, waiting_in, waiting_list


@bp.get("/w/<workshop_slug>/seats")
@requires(ENROLMENT_LIST)
def overview(workshop_slug: str) -> ResponseReturnValue:
    """Show how many seats are taken, who waits, and what happened to seats."""
    workshop = g.reach.workshop
    return render_template(
        "enrolment/seats/overview.html",
        taken=seats_taken(workshop),
        waiting=waiting_list(workshop),
        changes=changes_in(workshop),
        words=SEAT_EVENT_WORDS,
    )


@bp.get("/w/<workshop_slug>/seats/waiting/<int:waiting_id>")
@requires(ENROLMENT_MANAGE)
def waiting(workshop_slug: str, waiting_id: int) -> ResponseReturnValue:
    found = waiting_in(g.reach.workshop, waiting_id)
    return _waiting_page(found, WaitingForm(formdata=None))


@bp.post("/w/<workshop_slug>/seats/waiting/<int:waiting_id>")
@requires(ENROLMENT_MANAGE)
def change_waiting(workshop_slug: str, waiting_id: int) -> ResponseReturnValue:
    """Give one who waits a seat, move her on the list or take her off it."""
    found = waiting_in(g.reach.workshop, waiting_id)
    name = found.person.name
    form = WaitingForm()
    if not form.validate():
        return _waiting_page(found, form), 422
    try:
        _do(found, form)
    except Conflict as problem:
        put_errors(form.do, message_of(problem))
        return _waiting_page(found, form), 422
    said = {
        SEAT: _("%(name)s has a seat now.", name=name),
        MOVE: _("The list is in its new order."),
        REMOVE: _("%(name)s is off the waiting list.", name=name),
    }
    flash(said[form.do.data], "success")
    return redirect(url_for(".overview", workshop_slug=workshop_slug), 303)


def _do(found: Waiting, form: WaitingForm) -> None:
    reason, now, actor_id = form.reason.data, clock.now(), current_user.person.id
    if form.do.data == SEAT:
        service_seats.promote(found, reason=reason, now=now, actor_id=actor_id)
    elif form.do.data == MOVE:
        place = form.place.data or 1
        service_seats.move_on_list(found, place, reason=reason, now=now, actor_id=actor_id)
    else:
        service_seats.take_off_list(found, reason=reason, now=now, actor_id=actor_id)


def _waiting_page(found: Waiting, form: WaitingForm) -> str:
    workshop = g.reach.workshop
    return render_template(
        "enrolment/seats/waiting.html",
        waiting=found,
        form=form,
        free=max(0, workshop.capacity - seats_taken(workshop)),
    )
