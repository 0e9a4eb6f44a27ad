"""Sign-in sheets to print."""

from flask import Response, g

from lms import clock
from lms.access import open_when_closed, open_when_lent, requires
from lms.attendance.blueprint import bp
from lms.attendance.permissions import ATTENDANCE_RECORD
from lms.attendance.sheets import meetings_on_paper, sign_in_sheets
from lms.database import reading
from lms.web.pdf import pdf_answer
from lms.workshops.models import Meeting
from lms.workshops.queries import enrolments_in, meeting_in
from lms.workshops.taking import note_taken


@bp.post("/w/<workshop_slug>/attendance/<int:meeting_id>/sheet.pdf")
@open_when_closed
@open_when_lent
@requires(ATTENDANCE_RECORD)
def sheet(workshop_slug: str, meeting_id: int) -> Response:
    """Hand out the sheet of one meeting."""
    with reading(expire=False):
        meeting = meeting_in(g.reach.workshop, meeting_id)
        answer = _printed([meeting], f"{workshop_slug}-{meeting.day}-{meeting.part}")
    note_taken("sheets", g.reach.workshop, len(enrolments_in(g.reach.workshop)))
    return answer


@bp.post("/w/<workshop_slug>/attendance/sheets.pdf")
@open_when_closed
@open_when_lent
@requires(ATTENDANCE_RECORD)
def sheets(workshop_slug: str) -> Response:
    """Hand out the sheets of all meetings."""
    with reading(expire=False):
        answer = _printed(meetings_on_paper(g.reach.workshop), workshop_slug)
    note_taken("sheets", g.reach.workshop, len(enrolments_in(g.reach.workshop)))
    return answer


def _printed(meetings: list[Meeting], name: str) -> Response:
    pdf = sign_in_sheets(g.reach.workshop, meetings, clock.now())
    return pdf_answer(pdf, f"daftar-hadir-{name}.pdf")
