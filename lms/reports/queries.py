"""Building reports: one function a report, in a constant number of statements."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from lms.coverage.queries import coverages_of
from lms.database import db
from lms.publishing.queries import course_of
from lms.reports.queries_facts import Facts, facts_of
from lms.reports.rules import (
    Average,
    Growth,
    Participant,
    ReportLine,
    ReportPage,
    WorkshopReport,
)
from lms.results.attempts import attempts_in, results_from
from lms.results.holders import Seat
from lms.results.outcomes import SeatOutcome
from lms.results.queries import outcomes_of, seats_in
from lms.results.queries_attendance import held_meetings
from lms.results.queries_totals import sat_in, score_totals
from lms.results.seats import SharedSeats, shared_seats
from lms.statistics.means import mean
from lms.statistics.rates import Rate
from lms.workshops.models import Program, Workshop
from lms.workshops.queries import schedule_of
from lms.workshops.rules import Schedule


def workshop_report(workshop: Workshop, now: datetime) -> WorkshopReport:
    return workshop_reports([workshop], now)[0]


def workshop_reports(workshops: Sequence[Workshop], now: datetime) -> list[WorkshopReport]:
    """The reports of several workshops in the same number of statements as of one."""
    return reports_from(facts_of(workshops, now), now)


def reports_from(facts: Facts, now: datetime) -> list[WorkshopReport]:
    """The reports of the workshops whose facts these are, in their order."""
    workshops, schedules, outcomes = facts.workshops, facts.schedules, facts.outcomes
    coverages = coverages_of(workshops, schedules, now)
    lines: dict[int, list[ReportLine]] = {workshop.id: [] for workshop in workshops}
    shared = shared_seats(facts.places, now)
    participants = _participants(facts, shared)
    for place in facts.places:
        if not place.withdrawn:
            line = _line(place.seat, outcomes[place.enrolment_id], shared)
            lines[place.workshop_id].append(line)
    reports = []
    for workshop in workshops:
        course = course_of(workshop.revision)
        formers = shared.formers.get(workshop.id, ())
        slots = [slot for slot in schedules[workshop.id].slots if not slot.cancelled]
        here = participants.get(workshop.id, [])
        reports.append(
            WorkshopReport(
                program_title=workshop.program.title,
                slug=workshop.slug,
                number=workshop.number,
                place=workshop.place,
                zone=workshop.zone,
                starts_at=slots[0].starts_at if slots else None,
                ends_at=slots[-1].ends_at if slots else None,
                generated_at=now,
                passing=course.passing,
                quizzes=course.quizzes,
                meetings_held=facts.held.get(workshop.id, 0),
                meetings=len(slots),
                withdrawn=sum(each.withdrawn for each in here) - len(formers),
                lines=tuple(lines[workshop.id]),
                coverage=coverages[workshop.id],
                capacity=workshop.capacity,
                closed_at=workshop.closed_at,
                last_day=_last_day(schedules[workshop.id], now),
                participants=tuple(here),
            )
        )
    return reports


def _participants(facts: Facts, shared: SharedSeats) -> dict[int, list[Participant]]:
    """Who has or had a place in each workshop."""
    handed_on = {each.enrolment_id for formers in shared.formers.values() for each in formers}
    handed_on |= shared.before.keys()
    found: dict[int, list[Participant]] = {}
    for place in facts.places:
        key = place.enrolment_id
        if key in handed_on:
            attended = shared.attended.get(key, 0)
        else:
            attended = facts.outcomes[key].attendance.part
        found.setdefault(place.workshop_id, []).append(
            Participant(key, place.person_id, place.withdrawn, attended)
        )
    return found


def _last_day(schedule: Schedule, now: datetime) -> int | None:
    """The last workshop day once its last meeting has ended."""
    over = schedule.days_end_at is not None and schedule.days_end_at <= now
    return schedule.slots[-1].day if over else None


def _line(seat: Seat, outcome: SeatOutcome, shared: SharedSeats) -> ReportLine:
    before = shared.before.get(seat.enrolment_id, ())
    if not before:
        return ReportLine(seat, outcome)
    holders = [*(each.enrolment_id for each in before), seat.enrolment_id]
    attended = sum(shared.attended.get(each, 0) for each in holders)
    return ReportLine(seat, outcome, before, Rate(attended, outcome.attendance.whole))


def report_page(
    workshop: Workshop, now: datetime, *, enrolled: int, first: int, most: int
) -> ReportPage:
    """Some lines of the report of a workshop with so many `enrolled`.

    Nobody else's work is read for it; totals are counted by the database.
    """
    course, schedule = course_of(workshop.revision), schedule_of(workshop)
    seats = seats_in([workshop], first=first, most=most)
    ids = [seat.enrolment_id for seat in seats]
    sat = sat_in(workshop)
    attempts = attempts_in([], now, with_marks=False, only={*ids, *sat.others})
    outcomes = outcomes_of(
        seats,
        [workshop],
        {workshop.id: schedule},
        held_meetings([workshop], now),
        attempts,
        only=ids,
    )
    totals = score_totals(
        workshop,
        schedule,
        sat,
        results_from(row for row in attempts if row.enrolment_id in sat.others),
    )
    scores = [totals.scores.get(quiz.id, []) for quiz in course.quizzes]
    return ReportPage(
        program_title=workshop.program.title,
        slug=workshop.slug,
        number=workshop.number,
        zone=workshop.zone,
        generated_at=now,
        quizzes=course.quizzes,
        enrolled=enrolled,
        last_day=_last_day(schedule, now),
        lines=tuple(ReportLine(seat, outcomes[seat.enrolment_id]) for seat in seats),
        averages=tuple(Average(mean(each), len(each)) for each in scores),
        growth=Growth(totals.pairs),
    )


def workshop_called(slug: str) -> Workshop | None:
    """The workshop with this slug, for a command; no rehearsal and no draft."""
    return db.session.scalar(
        _workshops()
        .join(Workshop.program)
        .where(Workshop.slug == slug, ~Workshop.is_draft, ~Program.is_rehearsal)
    )


def program_called(slug: str) -> Program | None:
    """The program with this slug, for a command; no rehearsal."""
    return db.session.scalar(select(Program).where(Program.slug == slug, ~Program.is_rehearsal))


def workshops_in(program: Program) -> Sequence[Workshop]:
    """The workshops of a program by number, with their revisions; drafts are in no report."""
    return db.session.scalars(
        _workshops()
        .where(Workshop.program_id == program.id, ~Workshop.is_draft)
        .order_by(Workshop.number)
    ).all()


def _workshops() -> Select[Workshop]:
    return select(Workshop).options(joinedload(Workshop.program), joinedload(Workshop.revision))
