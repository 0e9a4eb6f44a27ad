"""The attendance grid of a workshop, as a page and as a file."""

from flask import g, render_template
from flask.typing import ResponseReturnValue

from lms import clock
from lms.access import open_when_closed, open_when_lent, requires
from lms.attendance.queries import presences_at
from lms.coverage.queries import coverage_of
from lms.database import reading
from lms.reports.account.grid import AttendanceGrid, grid_of
from lms.reports.blueprint import bp
from lms.reports.downloads import download
from lms.reports.permissions import REPORT_SEE
from lms.reports.sheets import attendance_sheet
from lms.results.queries import seat_counts, seats_in
from lms.results.queries_attendance import held_meetings
from lms.web.paging import asked_page
from lms.workshops.queries import schedule_of
from lms.workshops.taking import note_taken

PEOPLE_ON_A_GRID = 50


@bp.get("/w/<workshop_slug>/report/attendance")
@requires(REPORT_SEE)
def attendance(workshop_slug: str) -> ResponseReturnValue:
    """Show who was at which meeting."""
    workshop = g.reach.workshop
    enrolled = seat_counts([workshop]).get(workshop.id, (0, 0))[0]
    page = asked_page(enrolled, PEOPLE_ON_A_GRID)
    return render_template(
        "reports/account/attendance.html",
        grid=_grid(first=page.first, most=page.size),
        page=page,
    )


@bp.post("/w/<workshop_slug>/report/attendance.csv")
@open_when_closed
@open_when_lent
@requires(REPORT_SEE)
def attendance_csv(workshop_slug: str) -> ResponseReturnValue:
    """Hand out the grid; that somebody took it stands in the list of changes."""
    workshop = g.reach.workshop
    with reading(expire=False):
        grid = _grid()
        sheet = attendance_sheet(grid, workshop.zone)
    note_taken("attendance", workshop, len(grid.rows))
    return download(sheet, f"{workshop.slug}-attendance.csv")


def _grid(*, first: int = 0, most: int | None = None) -> AttendanceGrid:
    workshop, now = g.reach.workshop, clock.now()
    schedule = schedule_of(workshop)
    held = held_meetings([workshop], now)
    slots = [slot for slot in schedule.slots if slot.meeting_id in held]
    return grid_of(
        slots,
        coverage_of(workshop, schedule, now),
        seats_in([workshop], first=first, most=most),
        presences_at([slot.meeting_id for slot in slots]),
    )
