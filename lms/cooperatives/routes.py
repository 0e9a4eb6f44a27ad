"""Pages of the cooperatives of a program."""

from flask import g, render_template
from flask.typing import ResponseReturnValue

from lms import clock
from lms.access import requires
from lms.cooperatives import queries
from lms.cooperatives.blueprint import bp
from lms.reports.permissions import PROGRAM_REPORT


@bp.get("/programs/<program_slug>/cooperatives")
@requires(PROGRAM_REPORT)
def listed(program_slug: str) -> ResponseReturnValue:
    """List the cooperatives whose people take part."""
    program = g.reach.program
    return render_template(
        "cooperatives/listed.html", program=program, lines=queries.cooperatives_in(program)
    )


@bp.get("/programs/<program_slug>/cooperatives/<int:cooperative_id>")
@requires(PROGRAM_REPORT)
def cooperative(program_slug: str, cooperative_id: int) -> ResponseReturnValue:
    """Show what the people of one cooperative reached, and who can help whom."""
    program, now = g.reach.program, clock.now()
    line = queries.cooperative_in(program, cooperative_id)
    account = queries.account_of_cooperative(program, cooperative_id, now)
    plans = queries.plans_of_colleagues(
        [each.enrolment_id for each in account.colleagues], now.date()
    )
    return render_template(
        "cooperatives/cooperative.html", program=program, line=line, account=account, plans=plans
    )
