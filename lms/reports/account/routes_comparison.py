"""The page that puts workshops of a program side by side."""

from flask import g, render_template
from flask.typing import ResponseReturnValue

from lms import clock
from lms.access import requires
from lms.reports.account.comparison import comparison_of
from lms.reports.account.queries import workshop_accounts
from lms.reports.blueprint import bp
from lms.reports.permissions import PROGRAM_REPORT
from lms.reports.queries import workshops_in
from lms.web.paging import asked_page

WORKSHOPS_SIDE_BY_SIDE = 4


@bp.get("/programs/<program_slug>/compare")
@requires(PROGRAM_REPORT)
def compare(program_slug: str) -> ResponseReturnValue:
    """Show up to four workshops side by side; who has more turns the page."""
    workshops = workshops_in(g.reach.program)
    page = asked_page(len(workshops), WORKSHOPS_SIDE_BY_SIDE)
    shown = workshops[page.first : page.end]
    return render_template(
        "reports/account/compare.html",
        comparison=comparison_of(
            workshop_accounts(shown, clock.now()), [each.revision.number for each in shown]
        ),
        program=g.reach.program,
        page=page,
    )
