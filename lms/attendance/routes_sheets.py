"""Sign-in sheets to print."""

from flask import Response, g

from lms import clock
from lms.access import requires
from lms.attendance.blueprint import bp
from lms.attendance.permissions import ATTENDANCE_RECORD
from lms.attendance.sheets import meetings_on_paper, sign_in_sheets
from lms.web.pdf import pdf_answer
from lms.workshops.queries import meeting_in


@bp.get("/w/<workshop_slug>/attendance/<int:meeting_id>/sheet.pdf")
@requires(ATTENDANCE_RECORD)
def sheet(workshop_slug: str, meeting_id: int) -> Response:
    meeting = meeting_in(g.reach.workshop, meeting_id)
    pdf = sign_in_sheets(g.reach.workshop, [meeting], clock.now())
    return pdf_answer(pdf, f"daftar-hadir-{workshop_slug}-{meeting.day}-{meeting.part}.pdf")


@bp.get("/w/<workshop_slug>/attendance/sheets.pdf")
@requires(ATTENDANCE_RECORD)
def sheets(workshop_slug: str) -> Response:
    meetings = meetings_on_paper(g.reach.workshop)
    pdf = sign_in_sheets(g.reach.workshop, meetings, clock.now())
    return pdf_answer(pdf, f"daftar-hadir-{workshop_slug}.pdf")
