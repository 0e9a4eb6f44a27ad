"""Handing over the report of a program."""

from flask import Response, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.access import requires
from lms.database import reading
from lms.handover import queries
from lms.handover.blueprint import bp
from lms.handover.forms import TextsForm
from lms.handover.handing import filled_form, keep_typed, workbook_answer
from lms.handover.permissions import REPORT_HAND_OVER
from lms.handover.printing import program_report_pdf
from lms.handover.tables_program import program_handed, program_sheets
from lms.reports.account.queries import program_account
from lms.web.pdf import pdf_answer
from lms.workshops.taking import note_taken


@bp.get("/programs/<program_slug>/report/hand-over")
@requires(REPORT_HAND_OVER)
def program(program_slug: str) -> ResponseReturnValue:
    """Show the texts of the program's report, and what can be handed over."""
    return _texts_page(filled_form(g.reach.program))


@bp.post("/programs/<program_slug>/report/hand-over")
@requires(REPORT_HAND_OVER)
def save_program_texts(program_slug: str) -> ResponseReturnValue:
    form = TextsForm()
    if not form.validate():
        return _texts_page(form), 422
    if not keep_typed(form, g.reach.program):
        return _texts_page(form), 409
    flash(_("The texts are saved. The report has them from now on."), "success")
    return redirect(url_for(".program", program_slug=program_slug), 303)


@bp.post("/programs/<program_slug>/report/laporan.pdf")
@requires(REPORT_HAND_OVER)
def program_paper(program_slug: str) -> Response:
    """Hand out the Laporan of the program as it stands now."""
    now, owner = clock.now(), g.reach.program
    with reading(expire=False):
        matter = queries.program_matter(owner, now)
        pdf = program_report_pdf(matter, now)
    note_taken("report", owner, matter.account.reached.seats)
    return pdf_answer(pdf, f"laporan-{program_slug}.pdf")


@bp.post("/programs/<program_slug>/report/laporan.xlsx")
@requires(REPORT_HAND_OVER)
def program_workbook(program_slug: str) -> Response:
    """Hand out all tables of the report as one workbook."""
    owner = g.reach.program
    with reading(expire=False):
        account = program_account(owner, clock.now())
        sheets = program_sheets(program_handed(account), account)
        answer = workbook_answer(sheets, f"laporan-{owner.slug}")
    note_taken("report", owner, account.reached.seats)
    return answer


def _texts_page(form: TextsForm) -> str:
    owner = g.reach.program
    return render_template(
        "handover/program.html", form=form, open=queries.texts_of(owner).open, program=owner
    )
