"""Giving a new PIN, and showing PINs just given."""

from flask import g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from lms import clock
from lms.access import Permission, requires
from lms.database import reading
from lms.people.first_secrets import checked_token
from lms.people.secrets import draw_token
from lms.workshops import handouts, queries, service_people
from lms.workshops.blueprint import bp
from lms.workshops.forms_people import TokenForm


@bp.get("/w/<workshop_slug>/people/<int:enrolment_id>/pin")
@requires(Permission.PIN_RENEW)
def ask_pin(workshop_slug: str, enrolment_id: int) -> ResponseReturnValue:
    """Ask whether a participant is to have a new PIN."""
    enrolment = queries.enrolment_in(g.reach.workshop, enrolment_id)
    service_people.check_pin_may_be_renewed(enrolment.person)
    form = TokenForm(formdata=None, token=draw_token())
    return render_template("workshops/pin.html", enrolment=enrolment, form=form)


@bp.post("/w/<workshop_slug>/people/<int:enrolment_id>/pin")
@requires(Permission.PIN_RENEW)
def renew_pin(workshop_slug: str, enrolment_id: int) -> ResponseReturnValue:
    """Give a participant a new PIN, hashed before anything is written, and show it."""
    token = checked_token(TokenForm().token.data)
    now = clock.now()
    shown = redirect(url_for(".handout", workshop_slug=workshop_slug, token=token), 303)
    with reading():
        if handouts.handout_of(g.reach.workshop, token, current_user.person.id, now):
            return shown
        person = queries.enrolment_in(g.reach.workshop, enrolment_id).person
        service_people.check_pin_may_be_renewed(person)
        [secret] = handouts.new_pins(token, [person.participant_code or ""])
    actor_id = current_user.person.id
    handout = handouts.begin_handout(g.reach.workshop, token, now, actor_id)
    if handout is None:
        return shown
    enrolment = queries.enrolment_in(g.reach.workshop, enrolment_id)
    service_people.renew_pin(enrolment, secret, now=now, actor_id=actor_id)
    handout.person_ids = [enrolment.person_id]
    return shown


@bp.get("/w/<workshop_slug>/people/handout/<token>")
@requires(Permission.PIN_RENEW)
def handout(workshop_slug: str, token: str) -> ResponseReturnValue:
    """Show and print PINs just given, to the one who gave them, for a short time."""
    found = handouts.handout_in(g.reach.workshop, token, current_user.person.id, clock.now())
    return render_template(
        "workshops/handout.html",
        handout=found,
        lines=handouts.lines_of(found),
        until=found.made_at + handouts.SHOWN_FOR,
    )


@bp.post("/w/<workshop_slug>/people/handout/<token>")
@requires(Permission.PIN_RENEW)
def close_handout(workshop_slug: str, token: str) -> ResponseReturnValue:
    """Stop showing these PINs."""
    found = handouts.handout_of(g.reach.workshop, token, current_user.person.id, clock.now())
    if found is not None:
        handouts.forget(found)
    return redirect(url_for(".people", workshop_slug=workshop_slug), 303)
