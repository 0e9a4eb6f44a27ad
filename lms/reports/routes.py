"""Pages of reports: the matrix, one's own scores, the completion reports and their files."""

from collections.abc import Sequence

from flask import g, render_template, request
from flask.typing import ResponseReturnValue

from lms import clock
from lms.access import open_when_closed, open_when_lent, requires
from lms.attendance.permissions import ATTENDANCE_SEE_OWN
from lms.attendance.queries import presences_at
from lms.coverage.queries import coverages_of
from lms.database import reading
from lms.lessons.rules import day_items, day_progress
from lms.publishing.queries import course_of
from lms.reports import words
from lms.reports.blueprint import bp
from lms.reports.downloads import download
from lms.reports.matrix import matrix_of
from lms.reports.permissions import MATRIX_SEE, PROGRAM_REPORT, REPORT_SEE
from lms.reports.queries import workshop_report, workshop_reports, workshops_in
from lms.reports.queries_matrix import cells_in
from lms.reports.sheets import material_sheet, program_sheet, workshop_sheet
from lms.results.own import own_results
from lms.results.queries import seat_counts, seats_in
from lms.results.rules import remedial_offered
from lms.web.paging import asked_page
from lms.workshops.models import Workshop
from lms.workshops.queries import schedule_of, schedules_of
from lms.workshops.rules import Phase, Schedule
from lms.workshops.taking import note_taken

PEOPLE_ON_A_MATRIX = 50
LINES_ON_A_PAGE = 100


@bp.get("/w/<workshop_slug>/matrix")
@requires(MATRIX_SEE)
def matrix(workshop_slug: str) -> ResponseReturnValue:
    """Show who is how far with what: one day of the workshop, people by items."""
    workshop = g.reach.workshop
    course = course_of(workshop.revision)
    schedule = schedule_of(workshop)
    enrolled = seat_counts([workshop]).get(workshop.id, (0, 0))[0]
    page = asked_page(enrolled, PEOPLE_ON_A_MATRIX)
    day = request.args.get("day", 0, int) or min(
        max(1, schedule.last_day_begun(clock.now())), len(course.modules)
    )
    seats = seats_in([workshop], first=page.first, most=page.size)
    ids = [seat.enrolment_id for seat in seats]
    items = day_items(course, day)
    meeting_ids = [slot.meeting_id for slot in schedule.slots if slot.day == day]
    return render_template(
        "reports/matrix.html",
        course=course,
        matrix=matrix_of(
            schedule,
            day,
            items,
            seats,
            cells_in(workshop, schedule, ids, items, clock.now()),
            presences_at(meeting_ids, ids),
        ),
        days_over=_days_over(schedule),
        words=words,
        last_day=schedule.slots[-1].day if schedule.slots else None,
        page=page,
        now=clock.now(),
    )


@bp.get("/w/<workshop_slug>/my-scores")
@requires(ATTENDANCE_SEE_OWN)
def mine(workshop_slug: str) -> ResponseReturnValue:
    """Show a participant her scores, how far she is, and what is missing to pass."""
    now = clock.now()
    own = own_results(g.reach.enrolment, now)
    course, schedule, windows, work = own.course, own.schedule, own.windows, own.work
    days = [
        (module, day_progress(day_items(course, module.day), work.progress))
        for module in course.modules
    ]
    return render_template(
        "reports/mine.html",
        course=course,
        outcome=own.outcome,
        days=days,
        windows=windows,
        remedials=[
            quiz
            for quiz in course.quizzes
            if quiz.id in work.quizzes
            and remedial_offered(quiz, work.quizzes[quiz.id])
            and windows[quiz.id].is_open(now)
        ],
        now=now,
        words=words,
        days_over=_days_over(schedule),
        last_day=schedule.slots[-1].day if schedule.slots else None,
        over=schedule.phase(now) is Phase.CLOSED,
    )


def _days_over(schedule: Schedule) -> bool:
    """Whether the last meeting has ended, so that the figures of the workshop days stay."""
    return schedule.days_end_at is not None and schedule.days_end_at <= clock.now()


@bp.post("/w/<workshop_slug>/report.csv")
@open_when_closed
@open_when_lent
@requires(REPORT_SEE)
def workshop_csv(workshop_slug: str) -> ResponseReturnValue:
    """Hand out a line a seat; that somebody took it stands in the list of changes."""
    with reading(expire=False):
        report = workshop_report(g.reach.workshop, clock.now())
        sheet = workshop_sheet(report)
    note_taken("report", g.reach.workshop, report.enrolled)
    return download(sheet, f"{report.slug}.csv")


@bp.get("/w/<workshop_slug>/coverage.csv")
@requires(REPORT_SEE)
def material_csv(workshop_slug: str) -> ResponseReturnValue:
    """Hand out what was taught in a workshop, lesson by lesson, as a file."""
    return _material([g.reach.workshop], g.reach.workshop.slug)


@bp.get("/programs/<program_slug>/coverage.csv")
@requires(PROGRAM_REPORT)
def program_material_csv(program_slug: str) -> ResponseReturnValue:
    """Hand out what was taught in all workshops of a program, lesson by lesson, as a file."""
    program = g.reach.program
    return _material(workshops_in(program), program.slug)


def _material(workshops: Sequence[Workshop], slug: str) -> ResponseReturnValue:
    """Nobody's results are read for it."""
    coverages = coverages_of(workshops, schedules_of(workshops), clock.now())
    sheet = material_sheet((each.number, coverages[each.id]) for each in workshops)
    return download(sheet, f"{slug}-material.csv")


@bp.post("/programs/<program_slug>/report.csv")
@requires(PROGRAM_REPORT)
def program_csv(program_slug: str) -> ResponseReturnValue:
    """Hand out a line a seat of all workshops; it stands in the list of changes as well."""
    program = g.reach.program
    with reading(expire=False):
        reports = workshop_reports(workshops_in(program), clock.now())
        sheet = program_sheet(reports)
    note_taken("report", program, sum(each.enrolled for each in reports))
    return download(sheet, f"{program.slug}.csv")
