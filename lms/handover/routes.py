"""Handing over the report of a workshop: its texts, the Laporan, workbooks and lists."""

from flask import Response, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.access import open_when_closed, open_when_lent, requires
from lms.database import reading
from lms.handover import queries
from lms.handover.blueprint import bp
from lms.handover.forms import TextsForm
from lms.handover.handing import filled_form, keep_typed, workbook_answer
from lms.handover.permissions import REPORT_HAND_OVER
from lms.handover.printing import workshop_report_pdf
from lms.handover.tables import attendance_sheets, participant_sheet, workshop_sheets
from lms.reports.documents import workshop_document
from lms.web.pdf import pdf_answer
from lms.workshops.taking import note_taken


@bp.get("/w/<workshop_slug>/report/hand-over")
@requires(REPORT_HAND_OVER)
def workshop(workshop_slug: str) -> ResponseReturnValue:
    """Show the texts of the report, and what can be handed over."""
    return _texts_page(filled_form(g.reach.workshop))


@bp.post("/w/<workshop_slug>/report/hand-over")
@open_when_closed
@requires(REPORT_HAND_OVER)
def save_texts(workshop_slug: str) -> ResponseReturnValue:
    form = TextsForm()
    if not form.validate():
        return _texts_page(form), 422
    if not keep_typed(form, g.reach.workshop):
        return _texts_page(form), 409
    flash(_("The texts are saved. The report has them from now on."), "success")
    return redirect(url_for(".workshop", workshop_slug=workshop_slug), 303)


@bp.post("/w/<workshop_slug>/report/laporan.pdf")
@open_when_closed
@open_when_lent
@requires(REPORT_HAND_OVER)
def paper(workshop_slug: str) -> Response:
    """Hand out the Laporan Pelaksanaan Kegiatan as it stands now."""
    now, owner = clock.now(), g.reach.workshop
    with reading(expire=False):
        matter = queries.workshop_matter(owner, now)
        pdf = workshop_report_pdf(matter, now)
    note_taken("report", owner, matter.account.report.enrolled)
    return pdf_answer(pdf, f"laporan-{workshop_slug}.pdf")


@bp.post("/w/<workshop_slug>/report/laporan.xlsx")
@open_when_closed
@open_when_lent
@requires(REPORT_HAND_OVER)
def workbook(workshop_slug: str) -> Response:
    """Hand out all tables of the report as one workbook."""
    now, owner = clock.now(), g.reach.workshop
    with reading(expire=False):
        matter = queries.workshop_matter(owner, now)
        sheets = workshop_sheets(workshop_document(matter.account), matter)
        answer = workbook_answer(sheets, f"laporan-{workshop_slug}")
    note_taken("report", owner, matter.account.report.enrolled)
    return answer


@bp.post("/w/<workshop_slug>/report/participants.xlsx")
@open_when_closed
@open_when_lent
@requires(REPORT_HAND_OVER)
def participants(workshop_slug: str) -> Response:
    """Hand out the list of participants."""
    owner = g.reach.workshop
    with reading(expire=False):
        people = queries.listed_people(owner)
        answer = workbook_answer([participant_sheet(people)], f"peserta-{workshop_slug}")
    note_taken("participants", owner, len(people))
    return answer


@bp.post("/w/<workshop_slug>/report/attendance.xlsx")
@open_when_closed
@open_when_lent
@requires(REPORT_HAND_OVER)
def attendance(workshop_slug: str) -> Response:
    """Hand out the attendance register."""
    owner = g.reach.workshop
    with reading(expire=False):
        grid = queries.attendance_grid(owner, clock.now())
        answer = workbook_answer(attendance_sheets(grid, owner.zone), f"hadir-{workshop_slug}")
    note_taken("attendance", owner, len(grid.rows))
    return answer


def _texts_page(form: TextsForm) -> str:
    owner = g.reach.workshop
    return render_template(
        "handover/workshop.html", form=form, open=queries.texts_of(owner).open, owner=owner
    )
