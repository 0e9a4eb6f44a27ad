"""Which questions a phone takes along: sittings for a week, and some more of each skill.

A sitting of a later day is planned as if those before it were done and right. The phone asks them
in this order, whatever the day: who skips one finds it the next time.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import cycle, islice

from lms.practice.history import SkillHistory, with_try
from lms.practice.order import Choice, todays_sitting
from lms.statistics.evidence import Try

DAYS = 7
DRAWN = 5
"""So many variants of each skill come along at least."""

SeedOn = Callable[[date], int]


@dataclass(frozen=True)
class PlannedSitting:
    """Questions with their places in a sitting; `id` if it was begun with a connection."""

    choices: tuple[Choice, ...]
    places: tuple[int, ...]
    id: int | None = None


def planned(
    histories: Sequence[SkillHistory], day: date, end: date, seed_on: SeedOn, zone: tzinfo
) -> list[PlannedSitting]:
    """The sittings of DAYS days from `day` on; `end` is the last day of the practice period."""
    by_skill = {history.skill.id: history for history in histories}
    sittings = []
    for after in range(DAYS):
        today = day + timedelta(days=after)
        choices = todays_sitting(list(by_skill.values()), today, end, seed_on(today)).choices
        if choices:
            sittings.append(PlannedSitting(choices, tuple(range(1, len(choices) + 1))))
        for minute, choice in enumerate(choices):
            at = datetime.combine(today, time(12, minute), zone)
            by_skill[choice.skill_id] = with_try(by_skill[choice.skill_id], _right(choice, at))
    return sittings


def counts(
    histories: Sequence[SkillHistory], sittings: Sequence[PlannedSitting]
) -> Mapping[str, int]:
    """How many variants of each exercise come along, in the order of the course."""
    asked = Counter(choice.exercise_id for sitting in sittings for choice in sitting.choices)
    found: dict[str, int] = {}
    for history in histories:
        exercises = history.skill.exercises
        more = max(0, DRAWN - sum(asked[each] for each in exercises))
        extra = Counter(islice(cycle(exercises), more))
        found.update({each: asked[each] + extra[each] for each in exercises})
    return {exercise: count for exercise, count in found.items() if count}


def _right(choice: Choice, at: datetime) -> Try:
    return Try(
        exercise_id=choice.exercise_id, at=at, first_answer_right=True, scaffold=choice.scaffold
    )
