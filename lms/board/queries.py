"""Reading the live board, in a constant number of statements whatever the number of people."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from lms.attendance.models import Attendance
from lms.attendance.rules import Presence
from lms.board import rules
from lms.board.models import RoomStart
from lms.board.rules import Activity, ActivityKind, BoardLine, ItemOccupancy
from lms.content.values import Course
from lms.database import db
from lms.discussion.queries import OpenQuestion, open_questions
from lms.excuses.queries import waiting_in
from lms.lessons.models import LessonDone
from lms.lessons.rules import Item, ItemKind, day_items
from lms.people.models import Person
from lms.practice.models import ExerciseTry
from lms.practice.order import LENGTH
from lms.practice.sitting.queries import practised_today
from lms.publishing.queries import course_of
from lms.quizzes.attempts.models import Attempt
from lms.quizzes.room.queries import AttemptProgress, seats_in
from lms.workshops.models import Enrolment, Workshop
from lms.workshops.queries import schedule_of
from lms.workshops.rules import Schedule, Slot, meeting_at_hand

SHOWN_QUESTIONS = 5
PRACTICE_MINUTES = 5


@dataclass(frozen=True)
class StartedItem:
    """What is started for the room just now."""

    item: Item
    at: datetime
    until: datetime
    by: str
    by_id: int


@dataclass(frozen=True)
class Board:
    """A workshop at one instant, as plain values: the same board says that nothing has changed.

    `morning`: practice to offer first, this morning and until it was started.
    """

    slot: Slot | None
    lines: tuple[BoardLine, ...]
    places: tuple[ItemOccupancy, ...]
    started: StartedItem | None
    excuses: int
    questions: tuple[OpenQuestion, ...] = ()
    morning: Item | None = None

    @property
    def stuck(self) -> tuple[BoardLine, ...]:
        return tuple(line for line in self.lines if line.wrong and not line.is_away)

    @property
    def in_quiz(self) -> tuple[BoardLine, ...]:
        """Who sits a quiz, the least time left first."""
        found = [line for line in self.lines if line.quiz_attempt]
        return tuple(sorted(found, key=_time_left))

    @property
    def practising(self) -> tuple[BoardLine, ...]:
        """Those who may be at the practice started for the room: nobody who is away."""
        if self.started is None or self.started.item.kind is not ItemKind.PRACTICE:
            return ()
        return tuple(line for line in self.lines if line.practice or not line.is_away)

    def count(self, *presences: str) -> int:
        """How many have one of these presences, "" for not recorded yet."""
        return sum((line.presence or "") in presences for line in self.lines)


def _time_left(line: BoardLine) -> tuple[bool, int, str]:
    left = line.quiz_attempt.minutes_left if line.quiz_attempt else None
    return left is None, left or 0, line.name


def items_of(course: Course) -> dict[str, Item]:
    """Everything there is to do in a course by its id, in order."""
    days = (day_items(course, module.day) for module in course.modules)
    return {item.id: item for items in days for item in items}


def startable(course: Course) -> dict[str, Item]:
    """Everything that can be started by its id; the title of practice is in the reader's words."""
    return {rules.MORNING_PRACTICE: morning_practice(), **items_of(course)}


def morning_practice() -> Item:
    """Five questions from earlier days, another five for everybody."""
    title = _("Morning practice: %(count)s questions", count=LENGTH)
    return Item(ItemKind.PRACTICE, rules.MORNING_PRACTICE, 0, title, PRACTICE_MINUTES)


def board_of(workshop: Workshop, now: datetime) -> Board:
    items = startable(course_of(workshop.revision))
    schedule = schedule_of(workshop)
    slot = meeting_at_hand(schedule, now, workshop.zone)
    since = now - rules.SHOWN_FOR
    activities = _activities(workshop, since)
    seats = {
        seat.quiz_attempt.attempt.enrolment_id: seat
        for seat in seats_in(workshop)
        if not seat.quiz_attempt.is_over(now) and seat.is_present(since)
    }
    activities += [_saved(seat) for seat in seats.values()]
    last = rules.last_of_each(activities)
    stuck = rules.stuck(activities, now)
    starts = _starts_of_today(workshop, now)
    started = _going_on(starts[0] if starts else None, items, now)
    at_practice = started is not None and started.item.kind is ItemKind.PRACTICE
    practised = practised_today(workshop, now) if at_practice else {}
    lines = []
    for enrolment_id, name, presence in _people(workshop, slot):
        did = last.get(enrolment_id)
        lines.append(
            BoardLine(
                enrolment_id,
                name,
                presence,
                item=items.get(did.item_id) if did else None,
                deed=did.deed if did else None,
                at=did.at if did else None,
                wrong=stuck.get(enrolment_id, 0),
                quiz_attempt=_quiz_attempt(seats.get(enrolment_id), now),
                practice=practised.get(enrolment_id),
            )
        )
    return Board(
        slot,
        rules.in_order(lines),
        rules.places(lines),
        started,
        waiting_in([workshop]).get(workshop.id, 0),
        tuple(open_questions(workshop, SHOWN_QUESTIONS)),
        _morning(schedule, starts, now, workshop.zone),
    )


def _morning(
    schedule: Schedule, starts: Iterable[RoomStart], now: datetime, zone: ZoneInfo
) -> Item | None:
    """Practice for this morning, None at other times and once it was started."""
    was_started = any(start.item_id == rules.MORNING_PRACTICE for start in starts)
    offers = rules.is_practice_morning(schedule, now, zone) and not was_started
    return morning_practice() if offers else None


def _people(workshop: Workshop, slot: Slot | None) -> list[tuple[int, str, Presence | None]]:
    at_hand = None if slot is None else slot.meeting_id
    rows = db.session.execute(
        select(Enrolment.id, Person.name, Attendance.presence)
        .join(Person, Person.id == Enrolment.person_id)
        .outerjoin(
            Attendance,
            (Attendance.enrolment_id == Enrolment.id) & (Attendance.meeting_id == at_hand),
        )
        .where(Enrolment.workshop_id == workshop.id, Enrolment.withdrawn_at.is_(None))
        .order_by(Person.name, Enrolment.id)
    )
    return [(row[0], row[1], row[2]) for row in rows]


def _activities(workshop: Workshop, since: datetime) -> list[Activity]:
    ours = Enrolment.workshop_id == workshop.id
    read = db.session.execute(
        select(LessonDone.enrolment_id, LessonDone.lesson_id, LessonDone.done_at)
        .join(Enrolment, Enrolment.id == LessonDone.enrolment_id)
        .where(ours, LessonDone.done_at > since)
        .order_by(LessonDone.id)
    )
    tried = db.session.execute(
        select(
            ExerciseTry.enrolment_id,
            ExerciseTry.exercise_id,
            ExerciseTry.answered_at,
            # Judged by the database: of thousands of tries no credit is made a number.
            or_(ExerciseTry.credit.is_(None), ExerciseTry.credit == 1),
            ExerciseTry.second_answered_at,
            ExerciseTry.second_credit == 1,
        )
        .join(Enrolment, Enrolment.id == ExerciseTry.enrolment_id)
        .where(ours, ExerciseTry.answered_at > since)
        .order_by(ExerciseTry.id)
    ).all()
    handed_in = db.session.execute(
        select(Attempt.enrolment_id, Attempt.quiz_id, Attempt.handed_in_at)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .where(ours, Attempt.handed_in_at > since)
        .order_by(Attempt.id)
    )
    return [
        *(Activity(who, item, ActivityKind.READ, at) for who, item, at in read),
        *(
            Activity(who, item, ActivityKind.TRIED, at, right=bool(right))
            for who, item, at, right, _again_at, _again in tried
        ),
        *(
            Activity(who, item, ActivityKind.TRIED, again_at, right=bool(again))
            for who, item, _at, _right, again_at, again in tried
            if again_at is not None
        ),
        *(Activity(who, item, ActivityKind.HANDED_IN, at) for who, item, at in handed_in if at),
    ]


def _saved(seat: AttemptProgress) -> Activity:
    attempt = seat.quiz_attempt.attempt
    at = seat.saved_at or attempt.started_at
    return Activity(attempt.enrolment_id, attempt.quiz_id, ActivityKind.ANSWERED, at)


def _quiz_attempt(seat: AttemptProgress | None, now: datetime) -> rules.RunningQuiz | None:
    if seat is None:
        return None
    left = seat.quiz_attempt.remaining(now)
    # Whole minutes, so that the board changes once a minute and not with every look.
    minutes = None if left is None else -(-left // 60)
    total = len(seat.quiz_attempt.positions)
    return rules.RunningQuiz(seat.quiz_attempt.quiz.id, seat.answered, total, minutes)


def started_in(workshop: Workshop, items: Mapping[str, Item], now: datetime) -> StartedItem | None:
    return _going_on(newest_start(workshop), items, now)


def _going_on(
    newest: RoomStart | None, items: Mapping[str, Item], now: datetime
) -> StartedItem | None:
    if newest is None or not newest.holds(now) or newest.item_id not in items:
        return None
    by = newest.started_by
    return StartedItem(items[newest.item_id], newest.started_at, newest.until, by.name, by.id)


def _starts_of_today(workshop: Workshop, now: datetime) -> Sequence[RoomStart]:
    """What was started in the last hours, the newest first; nothing older can still go on."""
    return db.session.scalars(
        _starts(workshop).where(RoomStart.started_at > now - rules.A_DAY_LASTS)
    ).all()


def newest_start(workshop: Workshop) -> RoomStart | None:
    return db.session.scalars(_starts(workshop).limit(1)).first()


def _starts(workshop: Workshop) -> Select[RoomStart]:
    return (
        select(RoomStart)
        .options(joinedload(RoomStart.started_by))
        .where(RoomStart.workshop_id == workshop.id)
        .order_by(RoomStart.id.desc())
    )


def offered(course: Course, schedule: Schedule, now: datetime) -> list[tuple[int, list[Item]]]:
    """What of the course can be started by day, the last begun first: exercises, quizzes, tests."""
    begun = min(max(schedule.last_day_begun(now), 1), len(course.modules))
    found = []
    for day in range(begun, 0, -1):
        items = [item for item in day_items(course, day) if item.is_quiz]
        items += [item for item in day_items(course, day) if item.kind == "exercise"]
        found.append((day, items))
    return found
