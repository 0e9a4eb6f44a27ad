"""Of all attempts at quizzes those that an account looks at."""

from collections.abc import Iterable, Mapping

from lms.reports.account.evidence import AttemptMarks
from lms.reports.rules import WorkshopReport
from lms.results.attempts import AttemptRow
from lms.results.periods import period_of
from lms.workshops.rules import Schedule


def first_attempts(
    attempts: Iterable[AttemptRow],
    reports: Mapping[int, WorkshopReport],
    schedules: Mapping[int, Schedule],
) -> dict[int, list[AttemptMarks]]:
    """First attempts of those who hold a seat, begun in the workshop days, by workshop id."""
    seats = {line.seat.enrolment_id: line.seat for each in reports.values() for line in each.lines}
    periods = {key: period_of(schedule) for key, schedule in schedules.items()}
    found: dict[int, list[AttemptMarks]] = {workshop_id: [] for workshop_id in reports}
    for row in attempts:
        seat = seats.get(row.enrolment_id)
        if seat is None or row.number != 1 or row.handed_in_at is None or row.marks is None:
            continue
        if periods[seat.workshop_id].is_in_days(row.started_at):
            first = AttemptMarks(seat.person_id, row.quiz_id, row.marks)
            found[seat.workshop_id].append(first)
    return found
