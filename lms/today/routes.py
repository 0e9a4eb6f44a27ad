"""The home of each role: what to do now."""

from flask import g, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from lms import clock
from lms.access import requires
from lms.today.blueprint import bp
from lms.today.permissions import HOME_SEE
from lms.today.places import reach_in
from lms.today.queries import HomePage, home_of
from lms.workshops.reach import Reach
from lms.workshops.rules import PHASE_WORDS
from lms.workshops.words import STAFF_WORDS


@bp.get("/")
@requires(HOME_SEE)
def home() -> ResponseReturnValue:
    """Show what to do now, for everything the person is."""
    now = clock.now()
    asked_page = request.args.get("page", 1, int)
    found = home_of(current_user.person, now, current_user.web_session.id, asked_page)
    g.reach = _reach_shown(found) or g.reach
    return render_template(
        "today/home.html", home=found, now=now, phase_words=PHASE_WORDS, staff_words=STAFF_WORDS
    )


def _reach_shown(home: HomePage) -> Reach | None:
    """The workshop at hand, so that the navigation leads into it; None for organisers."""
    if home.organising:
        return None
    if home.teaching is not None:
        return reach_in(home.teaching.first.workshop, role=home.teaching.first.role)
    if home.learning is not None:
        return reach_in(home.learning.workshop, enrolment=home.learning.enrolment)
    return None
