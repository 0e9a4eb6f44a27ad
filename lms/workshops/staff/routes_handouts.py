"""Showing first passwords just given."""

from flask import g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from lms import clock
from lms.access import open_when_closed, requires
from lms.people.first_secrets import first_password
from lms.workshops import handouts
from lms.workshops.blueprint import bp
from lms.workshops.permissions import STAFF_MANAGE
from lms.workshops.staff.queries import invitations_to


@bp.get("/w/<workshop_slug>/staff/handout/<token>")
@requires(STAFF_MANAGE)
def handout(workshop_slug: str, token: str) -> ResponseReturnValue:
    """Show passwords just given, to the one who gave them, for a short time."""
    found = handouts.handout_in(g.reach.workshop, token, current_user.person.id, clock.now())
    people = [one for one in invitations_to(g.reach.workshop) if one.person_id in found.person_ids]
    return render_template(
        "workshops/handout.html",
        people=people,
        passwords={one.id: first_password(token, one.email) for one in people},
        until=found.made_at + handouts.SHOWN_FOR,
    )


@bp.post("/w/<workshop_slug>/staff/handout/<token>")
@open_when_closed
@requires(STAFF_MANAGE)
def close_handout(workshop_slug: str, token: str) -> ResponseReturnValue:
    found = handouts.handout_of(g.reach.workshop, token, current_user.person.id, clock.now())
    if found is not None:
        handouts.forget(found)
    return redirect(url_for(".staff", workshop_slug=workshop_slug), 303)
