"""The home of each role: what to do now."""

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from lms import clock
from lms.access import Permission, Role, requires
from lms.today.queries import Home, home_of
from lms.workshops.models import StaffRole
from lms.workshops.reach import Reach
from lms.workshops.rules import PHASE_WORDS

bp = Blueprint("today", __name__)
_ROLES = {StaffRole.TRAINER: Role.TRAINER, StaffRole.ASSISTANT: Role.ASSISTANT}


@bp.get("/")
@requires(Permission.HOME_SEE)
def home() -> ResponseReturnValue:
    """Show what to do now, for everything the person is."""
    now = clock.now()
    found = home_of(current_user.person, now)
    g.reach = _reach_shown(found) or g.reach
    return render_template("today/home.html", home=found, now=now, phase_words=PHASE_WORDS)


def _reach_shown(home: Home) -> Reach | None:
    """Return the workshop at hand, so that the navigation leads into it; None for organisers.

    The roles are those the person holds there: they decide what the navigation offers.
    """
    if home.organising:
        return None
    if home.teaching:
        first = home.teaching[0]
        roles = frozenset({Role.MEMBER, _ROLES[first.role]})
        return Reach(roles, first.workshop, first.workshop.program)
    if home.learning is not None:
        learning = home.learning
        roles = frozenset({Role.MEMBER, Role.PARTICIPANT})
        workshop = learning.workshop
        return Reach(roles, workshop, workshop.program, learning.enrolment)
    return None
