"""Which questions show what has stayed long after a workshop."""

from collections.abc import Iterable

from lms.practice.history import SkillHistory
from lms.practice.order import Choice
from lms.statistics.evidence import Scaffold, Try

CHECK_LENGTH = 6


def check_choices(histories: Iterable[SkillHistory]) -> tuple[Choice, ...]:
    """Six whole questions of skills practised longest ago, one each, in the order of the course.

    Skills that neither her class has reached nor she has tried are left out. Of each skill the
    exercise is asked that she has not met for longest.
    """
    known = [each for each in histories if each.class_reached or each.tries]
    longest_ago = sorted(known, key=lambda history: _last(history.tries))[:CHECK_LENGTH]
    return tuple(
        Choice(history.skill.id, _exercise(history), Scaffold.WHOLE, is_new=False, is_check=True)
        for history in known
        if history in longest_ago
    )


def _exercise(history: SkillHistory) -> str:
    return min(
        history.skill.exercises,
        key=lambda exercise: _last(t for t in history.tries if t.exercise_id == exercise),
    )


def _last(tries: Iterable[Try]) -> float:
    """When the last of them was, as a number that sorts; without any before all others."""
    return max((each.at.timestamp() for each in tries), default=0.0)
