"""Reading booklets: whose there are, what they ask, and what was typed in."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from lms.content.values import Exercise
from lms.database import db
from lms.errors import NotFound
from lms.language import gettext_noop as _
from lms.practice.booklet.rules import (
    RowCode,
    chosen_for_paper,
    code_of,
    paper_seed,
    read_code,
    row_code,
)
from lms.practice.models import ExerciseTry, PracticeSitting
from lms.practice.order import Choice
from lms.practice.rules import draws_numbers
from lms.practice.sitting.queries import sittings_of
from lms.practice.sitting.queries_evidence import histories_in
from lms.practice.sitting.rules import choices_from
from lms.publishing.queries import course_of, course_of_id
from lms.questions import Variant
from lms.workshops.models import Enrolment, Workshop
from lms.workshops.queries import schedule_of


@dataclass(frozen=True)
class BookletPlan:
    """The questions of a booklet that is not made yet."""

    enrolment_id: int
    number: int
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class PaperQuestion:
    """A question as it is printed: its place, the code of its row, and what is asked."""

    place: int
    code: str
    exercise: Exercise
    variant: Variant[Any]


@dataclass(frozen=True)
class BookletLine:
    """A participant, her newest booklet, its code, and how many of its answers were typed in."""

    enrolment: Enrolment
    booklet: PracticeSitting | None
    code: str
    typed: int

    @property
    def total(self) -> int:
        """How many questions stand in the booklet."""
        return len(self.booklet.choices) if self.booklet else 0


def newest_booklets(enrolments: Iterable[Enrolment]) -> dict[int, PracticeSitting]:
    """The newest booklet by enrolment id."""
    rows = db.session.scalars(
        select(PracticeSitting)
        .where(
            PracticeSitting.enrolment_id.in_([each.id for each in enrolments]),
            PracticeSitting.on_paper,
        )
        .order_by(PracticeSitting.number)
    )
    return {row.enrolment_id: row for row in rows}


def newest_booklet(enrolment: Enrolment) -> PracticeSitting | None:
    """Her newest booklet, None if there is none."""
    return newest_booklets([enrolment]).get(enrolment.id)


def typed_counts(booklets: Iterable[PracticeSitting]) -> dict[int, int]:
    """How many answers of each booklet were typed in, by its id; none are left out."""
    rows = db.session.execute(
        select(ExerciseTry.sitting_id, func.count())
        .where(ExerciseTry.sitting_id.in_([each.id for each in booklets]))
        .group_by(ExerciseTry.sitting_id)
    )
    return {row[0]: row[1] for row in rows if row[0] is not None}


def booklet_lines(enrolments: Sequence[Enrolment]) -> list[BookletLine]:
    """The newest booklet of each of these people, in their order."""
    booklets = newest_booklets(enrolments)
    typed = typed_counts(booklets.values())
    lines = []
    for enrolment in enrolments:
        found = booklets.get(enrolment.id)
        code = code_of(found.id) if found else ""
        lines.append(BookletLine(enrolment, found, code, typed.get(found.id, 0) if found else 0))
    return lines


def booklet_in(workshop: Workshop, code: str) -> tuple[PracticeSitting, Enrolment, RowCode]:
    """The booklet with this code within the workshop, and whose it is. Raises NotFound."""
    read = read_code(code)
    row = None
    if read is not None:
        row = db.session.execute(
            select(PracticeSitting, Enrolment)
            .join(Enrolment, Enrolment.id == PracticeSitting.enrolment_id)
            .where(
                PracticeSitting.id == read.booklet_id,
                PracticeSitting.on_paper,
                Enrolment.workshop_id == workshop.id,
            )
        ).first()
    if read is None or row is None:
        raise NotFound(_("There is no booklet with this code in this workshop."))
    return row[0], row[1], read


def paper_questions(booklet: PracticeSitting) -> list[PaperQuestion]:
    """What a booklet asks, by the course as it was when it was made."""
    course = course_of_id(booklet.revision_id)
    found = []
    for place, choice in enumerate(choices_from(booklet.choices), start=1):
        exercise = course.exercise(choice.exercise_id)
        seed = paper_seed(booklet.enrolment_id, booklet.number, place)
        found.append(
            PaperQuestion(
                place, row_code(booklet.id, place), exercise, exercise.question.variant(seed)
            )
        )
    return found


def results_of(booklet: PracticeSitting) -> dict[int, ExerciseTry]:
    """What was typed in of a booklet, by the place of the question."""
    rows = db.session.scalars(select(ExerciseTry).where(ExerciseTry.sitting_id == booklet.id))
    return {row.place: row for row in rows if row.place is not None}


def planned_booklets(
    workshop: Workshop, enrolments: Sequence[Enrolment], now: datetime
) -> list[BookletPlan]:
    """Choose booklets for people of one workshop, in a constant number of statements.

    Who has one of today that nothing was typed into keeps it; who has nothing to practise gets
    none. Choosing takes some 20 ms a person.
    """
    schedule = schedule_of(workshop)
    day = now.astimezone(workshop.zone).date()
    end = schedule.practice_ends_at
    last = end.astimezone(workshop.zone).date() if end else day
    course = course_of(workshop.revision)
    drawn = {each.id for each in course.exercises if draws_numbers(each.question)}
    wanted = _without_todays(enrolments, day)
    histories = histories_in(workshop, wanted, schedule, now)
    numbers = sittings_of([each.id for each in wanted])
    plans = []
    for enrolment in wanted:
        number = numbers.get(enrolment.id, 0) + 1
        seed = paper_seed(enrolment.id, number, 0)
        choices = chosen_for_paper(histories[enrolment.id], day, last, seed, drawn)
        if choices:
            plans.append(BookletPlan(enrolment.id, number, choices))
    return plans


def _without_todays(enrolments: Collection[Enrolment], day: date) -> list[Enrolment]:
    booklets = newest_booklets(enrolments)
    typed = typed_counts(booklets.values())
    fresh = {
        each.enrolment_id
        for each in booklets.values()
        if each.day == day and not typed.get(each.id)
    }
    return [each for each in enrolments if each.id not in fresh]
