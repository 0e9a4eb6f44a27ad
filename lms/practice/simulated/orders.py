"""The orders of questions that are compared. Each is a function of what was kept of the tries."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from random import Random

from lms.practice.history import SkillHistory
from lms.practice.order import LENGTH, todays_sitting

Order = Callable[[Sequence[SkillHistory], date, date, int, int], list[str]]
"""From histories, day, last day, seed and number of the sitting to the skills that are asked."""


def by_gain(
    histories: Sequence[SkillHistory], day: date, end: date, seed: int, number: int
) -> list[str]:
    """Return the sitting of the product."""
    return [each.skill_id for each in todays_sitting(histories, day, end, seed).choices]


def by_list(
    histories: Sequence[SkillHistory], day: date, end: date, seed: int, number: int
) -> list[str]:
    """Return the next five of the course's list, round and round."""
    start = number * LENGTH
    return [histories[(start + step) % len(histories)].skill.id for step in range(LENGTH)]


def by_chance(
    histories: Sequence[SkillHistory], day: date, end: date, seed: int, number: int
) -> list[str]:
    """Return any five."""
    drawn = Random(f"{seed}-{number}").sample(histories, LENGTH)
    return [each.skill.id for each in drawn]


ORDERS: Mapping[str, Order] = {"gain": by_gain, "list": by_list, "random": by_chance}
