"""The plans of a workshop, for its staff."""

from flask import g, render_template
from flask.typing import ResponseReturnValue

from lms import clock
from lms.access import requires
from lms.plans import queries
from lms.plans.blueprint import bp
from lms.plans.permissions import PLAN_SEE
from lms.workshops.queries import enrolment_in


@bp.get("/w/<workshop_slug>/action-plans")
@requires(PLAN_SEE)
def listed(workshop_slug: str) -> ResponseReturnValue:
    """Show who has a plan, how many of its steps are done, and what is late."""
    workshop = g.reach.workshop
    today = clock.now().astimezone(workshop.zone).date()
    return render_template("plans/listed.html", lines=queries.plans_in(workshop, today))


@bp.get("/w/<workshop_slug>/action-plans/<int:enrolment_id>")
@requires(PLAN_SEE)
def of_person(workshop_slug: str, enrolment_id: int) -> ResponseReturnValue:
    """Show one plan, and those of others of the same cooperative."""
    workshop = g.reach.workshop
    enrolment = enrolment_in(workshop, enrolment_id)
    today = clock.now().astimezone(workshop.zone).date()
    lines = queries.plans_in(workshop, today)
    cooperative = enrolment.person.cooperative_id
    return render_template(
        "plans/of_person.html",
        line=queries.plan_line(enrolment, today),
        neighbours=[
            line
            for line in lines
            if cooperative is not None
            and line.enrolment.person.cooperative_id == cooperative
            and line.enrolment.id != enrolment.id
        ],
        today=today,
    )
