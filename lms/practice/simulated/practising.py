"""Made-up people practise until the end: how much do they remember then, and 60 days later?

Five days of workshop (the same for every order), in which the class reaches 28 of 35 skills: each
is tried once beside a worked example and asked once in the quiz of the day. From day 6 on five
questions a sitting. What is counted is the true chance of an unaided answer, over all 35 skills.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from random import Random
from statistics import fmean

from lms.practice.history import PractisedSkill, SkillHistory, with_try
from lms.practice.simulated.orders import ORDERS, Order
from lms.practice.simulated.truths import TRUTHS, Mind
from lms.statistics.evidence import Outcome, Scaffold, Try

SKILLS = tuple(PractisedSkill(f"skill-{n:02}", (f"e{n:02}-a", f"e{n:02}-b")) for n in range(35))
REACHED = 28
WORKSHOP_DAYS = 5
FIRST_DAY = date(2026, 11, 2)
LATER = timedelta(days=60)

HABITS: Mapping[str, frozenset[int]] = {
    "daily": frozenset(range(7)),
    "three_a_week": frozenset({0, 2, 4}),
    "weekly": frozenset({0}),
}
"""On which days of a week there is a sitting."""

DATES = ("end", "later")
"""The last day of practice, and 60 days after it."""

HELP_HELPS = 0.4
"""True share of wrong answers that a hint or the second answer mends."""
EXAMPLE_HELPS = 0.9
"""True share of exercises beside an example that are right."""

Recall = dict[str, dict[str, dict[str, dict[str, float]]]]


def simulate(people: int, days: int, seed: int) -> Recall:
    """Return mean recall by truth, habit, date and order.

    `days` counts from the first day of the workshop to the last of practice. Everybody is the same
    person under each order, with other luck in her answers.
    """
    return {
        truth: {
            habit: _by_date(
                {
                    name: [_recall(truth, habit, name, days, f"{seed}-{n}") for n in range(people)]
                    for name in ORDERS
                }
            )
            for habit in HABITS
        }
        for truth in TRUTHS
    }


def _by_date(found: Mapping[str, list[tuple[float, float]]]) -> dict[str, dict[str, float]]:
    return {
        when: {
            name: round(fmean(each[place] for each in pairs), 4) for name, pairs in found.items()
        }
        for place, when in enumerate(DATES)
    }


def _recall(truth: str, habit: str, order: str, days: int, seed: str) -> tuple[float, float]:
    """Return a person's mean recall on the last day of practice and 60 days after it."""
    mind = TRUTHS[truth](Random(f"mind-{seed}"), len(SKILLS))
    luck = Random(f"luck-{seed}")
    histories = [SkillHistory(skill, place < REACHED) for place, skill in enumerate(SKILLS)]
    _teach(histories, mind, luck)
    end = FIRST_DAY + timedelta(days=days - 1)
    _practise(histories, mind, luck, ORDERS[order], HABITS[habit], end)
    places = range(len(SKILLS))
    return (
        fmean(mind.recall(place, end) for place in places),
        fmean(mind.recall(place, end + LATER) for place in places),
    )


def _teach(histories: list[SkillHistory], mind: Mind, luck: Random) -> None:
    for place in range(REACHED):
        day = FIRST_DAY + timedelta(days=place * WORKSHOP_DAYS // REACHED)
        _answer(histories, place, day, mind, luck)
        _answer(histories, place, day, mind, luck, from_quiz=True)


def _practise(
    histories: list[SkillHistory],
    mind: Mind,
    luck: Random,
    order: Order,
    weekdays: frozenset[int],
    end: date,
) -> None:
    place_of = {history.skill.id: place for place, history in enumerate(histories)}
    seed = luck.getrandbits(32)
    number = 0
    day = FIRST_DAY + timedelta(days=WORKSHOP_DAYS)
    while day <= end:
        if day.weekday() in weekdays:
            for skill in order(histories, day, end, seed, number):
                _answer(histories, place_of[skill], day, mind, luck)
            number += 1
        day += timedelta(days=1)


def _answer(
    histories: list[SkillHistory],
    place: int,
    day: date,
    mind: Mind,
    luck: Random,
    from_quiz: bool = False,
) -> None:
    """Let somebody answer, and keep the try; the same steps for every order."""
    history = histories[place]
    scaffold = Scaffold.WHOLE if from_quiz else history.scaffold
    whole = scaffold is Scaffold.WHOLE
    first = luck.random() < (mind.recall(place, day) if whole else EXAMPLE_HELPS)
    second = None if first or from_quiz else luck.random() < HELP_HELPS
    outcome = Outcome.UNAIDED if whole else Outcome.AIDED
    if not first:
        outcome = Outcome.AIDED if second else Outcome.FAILED
    mind.learn(place, outcome, day)
    histories[place] = with_try(
        history,
        Try(
            exercise_id=history.skill.exercises[len(history.tries) % 2],
            at=datetime(day.year, day.month, day.day, 20, tzinfo=UTC),
            first_answer_right=first,
            second_answer_right=second,
            from_quiz=from_quiz,
            scaffold=scaffold,
        ),
    )
