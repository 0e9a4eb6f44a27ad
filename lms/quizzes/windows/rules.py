"""From when and until when a quiz may be sat: by the course, the workshop's days, its trainers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from lms.content.moments import Calendar, resolve
from lms.content.values import Quiz
from lms.workshops.rules import Schedule


@dataclass(frozen=True)
class Window:
    """From when and until when a quiz may be sat; None: not known yet."""

    opens_at: datetime | None
    closes_at: datetime | None

    def is_open(self, now: datetime) -> bool:
        """Whether an attempt may be begun."""
        return self.opens_at is not None and self.opens_at <= now and not self.is_closed(now)

    def is_closed(self, now: datetime) -> bool:
        """Whether the end has come."""
        return self.closes_at is not None and now >= self.closes_at


ANY_TIME = Window(None, None)


@dataclass(frozen=True)
class Override:
    """What trainers decided for a workshop or a person; None: as without it."""

    opens_at: datetime | None = None
    closes_at: datetime | None = None
    attempts: int | None = None


AS_THE_COURSE_SAYS = Override()


def combined(overrides: Iterable[Override]) -> Override:
    """What holds of several: of each thing what the last one says."""
    opens_at = closes_at = attempts = None
    for each in overrides:
        opens_at = each.opens_at or opens_at
        closes_at = each.closes_at or closes_at
        attempts = each.attempts or attempts
    return Override(opens_at, closes_at, attempts)


def calendar_of(schedule: Schedule, zone: ZoneInfo) -> Calendar:
    """The days of a workshop; a cancelled meeting keeps its place in them."""
    starts: dict[int, datetime] = {}
    for slot in schedule.slots:
        starts[slot.day] = min(slot.starts_at, starts.get(slot.day, slot.starts_at))
    over = max((slot.ends_at for slot in schedule.slots), default=None)
    return Calendar(starts, over, schedule.practice_ends_at, zone)


def window(
    quiz: Quiz, schedule: Schedule, zone: ZoneInfo, override: Override = AS_THE_COURSE_SAYS
) -> Window:
    """When a quiz may be sat; the schedule is the person's own.

    By the course it closes with the practice period at the latest, by a trainer perhaps later;
    never later than the workshop was closed.
    """
    return _window(quiz, schedule, calendar_of(schedule, zone), override)


def all_windows(
    quizzes: Iterable[Quiz], schedule: Schedule, zone: ZoneInfo, overrides: Mapping[str, Override]
) -> dict[str, Window]:
    """When each quiz may be sat, by its id, with what was decided about some of them."""
    calendar = calendar_of(schedule, zone)
    return {
        quiz.id: _window(quiz, schedule, calendar, overrides.get(quiz.id, AS_THE_COURSE_SAYS))
        for quiz in quizzes
    }


def _window(quiz: Quiz, schedule: Schedule, calendar: Calendar, override: Override) -> Window:
    opens_at = override.opens_at or resolve(quiz.opens, calendar)
    closes_at = override.closes_at or _earliest(
        resolve(quiz.closes, calendar), schedule.practice_ends_at
    )
    return Window(opens_at, _earliest(closes_at, schedule.closed_at))


def open_now(windows: Mapping[str, Window], now: datetime) -> frozenset[str]:
    """The ids of the quizzes that may be begun."""
    return frozenset(quiz_id for quiz_id, window in windows.items() if window.is_open(now))


def _earliest(*instants: datetime | None) -> datetime | None:
    return min((each for each in instants if each is not None), default=None)
