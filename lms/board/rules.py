"""Who is stuck, who is where, and until when something was started for the room."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from lms.attendance.rules import COUNTS_AS_PRESENT, Presence
from lms.lessons.rules import Item
from lms.practice.sitting.rules import PracticeCard
from lms.workshops.rules import Schedule

STUCK_AFTER = 3
"""So many wrong answers in a row, the last thing she did, and somebody is stuck."""
STUCK_FOR = timedelta(minutes=30)
"""Nobody is called stuck who has not tried for so long: she has stopped, or left."""
SHOWN_FOR = timedelta(minutes=90)
"""What was done longer ago is no longer where somebody is."""
STARTED_FOR = timedelta(hours=1)
"""How long something is started for the room when no meeting is going on."""
A_DAY_LASTS = timedelta(hours=12)
"""What was started longer ago is over, and was of another day."""
MORNING_PRACTICE = "morning_practice"
"""What stands in place of an item's id where practice is started; no id in a course has a `_`."""


class ActivityKind(StrEnum):
    """What somebody did last."""

    READ = "read"
    TRIED = "tried"
    ANSWERED = "answered"
    HANDED_IN = "handed_in"


@dataclass(frozen=True)
class Activity:
    """Something somebody did; `right` only says something of an exercise."""

    enrolment_id: int
    item_id: str
    deed: ActivityKind
    at: datetime
    right: bool = True


@dataclass(frozen=True)
class RunningQuiz:
    """A quiz going on: what is answered of how much, whole minutes left (None: no limit)."""

    quiz_id: str
    answered: int
    total: int
    minutes_left: int | None


@dataclass(frozen=True)
class BoardLine:
    """One participant on the board; `wrong` is how many wrong answers in a row make her stuck.

    `practice` is how far she is with practice begun today, where the room is at it.
    """

    enrolment_id: int
    name: str
    presence: Presence | None
    item: Item | None = None
    deed: ActivityKind | None = None
    at: datetime | None = None
    wrong: int = 0
    quiz_attempt: RunningQuiz | None = None
    practice: PracticeCard | None = None

    @property
    def is_here(self) -> bool:
        """Whether she is recorded as there."""
        return self.presence in COUNTS_AS_PRESENT

    @property
    def is_away(self) -> bool:
        """Whether she is recorded as not there."""
        return self.presence is not None and not self.is_here


@dataclass(frozen=True)
class ItemOccupancy:
    """How many people are at one item, and how many of them are stuck there."""

    item: Item
    people: int
    stuck: int


def last_of_each(activities: Iterable[Activity]) -> dict[int, Activity]:
    """The newest activity by enrolment id; of two at the same instant the later listed."""
    return {each.enrolment_id: each for each in sorted(activities, key=lambda a: a.at)}


def wrong_in_a_row(activities: Iterable[Activity]) -> dict[int, int]:
    """By enrolment id how many wrong answers to one exercise end what somebody did.

    Reading a lesson does not end a row, for that is what one does who is stuck; another exercise or
    a quiz does.
    """
    rows: dict[int, tuple[str, int]] = {}
    for each in sorted(activities, key=lambda a: a.at):
        if each.deed is ActivityKind.READ:
            continue
        item_id, count = rows.get(each.enrolment_id, ("", 0))
        wrong = each.deed is ActivityKind.TRIED and not each.right
        # Wrong answers to another exercise begin a new row.
        again = count if item_id == each.item_id else 0
        rows[each.enrolment_id] = (each.item_id, again + 1 if wrong else 0)
    return {enrolment_id: count for enrolment_id, (_item, count) in rows.items()}


def stuck(activities: Sequence[Activity], now: datetime) -> dict[int, int]:
    """Who is stuck, with the wrong answers in a row: STUCK_AFTER or more, not long ago."""
    tried = last_of_each(each for each in activities if each.deed is ActivityKind.TRIED)
    return {
        enrolment_id: count
        for enrolment_id, count in wrong_in_a_row(activities).items()
        if count >= STUCK_AFTER and tried[enrolment_id].at > now - STUCK_FOR
    }


def places(lines: Iterable[BoardLine]) -> tuple[ItemOccupancy, ...]:
    """How many are at each item, most people first; who is away is left out."""
    there = [line for line in lines if line.item is not None and not line.is_away]
    people = Counter(line.item for line in there)
    stuck_at = Counter(line.item for line in there if line.wrong)
    found = [ItemOccupancy(item, count, stuck_at[item]) for item, count in people.items() if item]
    return tuple(sorted(found, key=lambda place: (-place.people, place.item.day, place.item.id)))


def in_order(lines: Iterable[BoardLine]) -> tuple[BoardLine, ...]:
    """The lines, those first whom one should look at.

    First who is stuck, then who is here and does nothing, then the others by name; away comes last.
    """

    def rank(line: BoardLine) -> tuple[int, str]:
        if line.is_away:
            return 3, line.name
        if line.wrong:
            return 0, line.name
        return (1 if line.is_here and line.at is None else 2), line.name

    return tuple(sorted(lines, key=rank))


def is_practice_morning(schedule: Schedule, now: datetime, zone: ZoneInfo) -> bool:
    """Whether the room can begin with questions from earlier days: until the first meeting of the
    calendar day ends, from workshop day 2 on.
    """
    today = [slot for slot in schedule.on_date(now, zone) if not slot.cancelled]
    return bool(today) and today[0].day > 1 and now < today[0].ends_at


def started_until(schedule: Schedule, now: datetime) -> datetime:
    """When something started for the room at `now` ends by itself."""
    current = schedule.current(now)
    return now + STARTED_FOR if current is None else current.ends_at
