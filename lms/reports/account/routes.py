"""Pages of the people behind a figure of a report."""

from collections.abc import Iterable
from functools import partial

from flask import g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms import clock
from lms.access import requires
from lms.reports.account.figures import Figure
from lms.reports.account.queries import program_account, workshop_account
from lms.reports.account.queries_people import people_behind
from lms.reports.blueprint import bp
from lms.reports.paging import Page
from lms.reports.permissions import PROGRAM_REPORT, REPORT_SEE
from lms.reports.queries import workshops_in

PEOPLE_ON_A_PAGE = 100


@bp.get("/w/<workshop_slug>/report/people/<figure_key>")
@requires(REPORT_SEE)
def workshop_people(workshop_slug: str, figure_key: str) -> ResponseReturnValue:
    """Show whom a figure of a workshop's report counts, and whom not."""
    workshop = g.reach.workshop
    return _people_page(
        workshop_account(workshop, clock.now()).figure(figure_key),
        [workshop.id],
        people_url=partial(url_for, ".workshop_people", workshop_slug=workshop_slug),
        report_url=url_for(".workshop", workshop_slug=workshop_slug),
    )


@bp.get("/programs/<program_slug>/report/people/<figure_key>")
@requires(PROGRAM_REPORT)
def program_people(program_slug: str, figure_key: str) -> ResponseReturnValue:
    """Show whom a figure of a program's report counts, and whom not."""
    program = g.reach.program
    return _people_page(
        program_account(program, clock.now()).figure(figure_key),
        [workshop.id for workshop in workshops_in(program)],
        people_url=partial(url_for, ".program_people", program_slug=program_slug),
        report_url=url_for(".program", program_slug=program_slug),
    )


def _people_page(
    figure: Figure, workshop_ids: Iterable[int], *, people_url: partial[str], report_url: str
) -> str:
    persons = people_behind(figure, workshop_ids)
    page = Page(request.args.get("page", 1, int), len(persons), PEOPLE_ON_A_PAGE)
    return render_template(
        "reports/account/people.html",
        figure=figure,
        persons=persons[page.first : page.end],
        page=page,
        people_url=people_url,
        report_url=report_url,
    )
