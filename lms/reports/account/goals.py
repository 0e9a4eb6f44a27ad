"""Aspect 2: each goal with its target, who reached it, and the items behind it.

A person reaches a goal with `score` of 100 on the items tagged with it; the goal is achieved when
`share` percent of those who were asked did (domain guide, section 1: 70 and 75). A goal that no
item measures is said to be so, and counts neither as achieved nor as missed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from lms.content.values import Course, Goal
from lms.language import gettext_noop as _
from lms.reports.account.evidence import AskedItem, ItemEvidence, PersonMarks
from lms.reports.account.figures import GOALS, Definition, Figure, Unit, of_people
from lms.statistics.rates import Rate

USUAL_SHARE = 75
USUAL_SCORE = 70


@dataclass(frozen=True)
class Target:
    """What was set before day 1: `share` percent of the people with `score` of 100 at least."""

    share: int = USUAL_SHARE
    score: int = USUAL_SCORE


@dataclass(frozen=True)
class GoalResult:
    """One goal of a day; `evidence` are the answers of each workshop it stands on."""

    goal: Goal
    day: int
    target: Target
    figure: Figure
    evidence: tuple[ItemEvidence, ...]

    @property
    def is_measured(self) -> bool:
        """Whether the course asks anything about it."""
        return any(each.asked.about("goal", self.goal.id) for each in self.evidence)

    @cached_property
    def items(self) -> tuple[AskedItem, ...]:
        """The items behind it."""
        return items_over(each.about("goal", self.goal.id) for each in self.evidence)

    @property
    def is_achieved(self) -> bool | None:
        """Whether enough people reached it; None before anybody was asked."""
        share = self.figure.share
        return None if share is None else 100 * share >= self.target.share


@dataclass(frozen=True)
class Goals:
    """Aspect 2."""

    results: tuple[GoalResult, ...]

    @cached_property
    def figure(self) -> Figure:
        """Goals achieved of those measured so far."""
        told = [each.is_achieved for each in self.results if each.is_achieved is not None]
        return Figure(GOALS, Rate(sum(told), len(told)))

    @property
    def unmeasured(self) -> tuple[GoalResult, ...]:
        """Goals that nothing measures."""
        return tuple(each for each in self.results if not each.is_measured)

    @property
    def all(self) -> tuple[Figure, ...]:
        """Every figure, in order."""
        return (self.figure, *(each.figure for each in self.results))


def goals_of(course: Course, evidence: ItemEvidence, targets: Mapping[str, Target]) -> Goals:
    """Aspect 2 of a workshop; `targets` by goal id, the usual one where none was set."""
    marks = evidence.goal_marks()
    return Goals(
        tuple(
            _result(goal, module.day, evidence, marks, targets.get(goal.id, Target()))
            for module in course.modules
            for goal in module.goals
        )
    )


def _result(
    goal: Goal,
    day: int,
    evidence: ItemEvidence,
    marks: Mapping[str, Iterable[PersonMarks]],
    target: Target,
) -> GoalResult:
    asked, reached = set(), set()
    for person, earned, possible in marks.get(goal.id, ()):
        asked.add(person)
        if possible and 100 * earned >= target.score * possible:
            reached.add(person)
    figure = of_people(_definition(goal), reached, asked)
    return GoalResult(goal, day, target, figure, (evidence,))


def _definition(goal: Goal) -> Definition:
    return Definition(
        f"goal-{goal.id}",
        Unit.PERSONS,
        goal.text,
        _(
            "Persons with the score asked for on the items of this goal (first attempts in the"
            " workshop days), of those whose answers to them are graded."
        ),
    )


def goals_over(workshops: Sequence[Goals]) -> Goals:
    """Aspect 2 of a program: goals of one id are one goal; somebody who reached it once did.

    Where workshops set different targets the highest one holds.
    """
    by_id: dict[str, list[GoalResult]] = {}
    for goals in workshops:
        for each in goals.results:
            by_id.setdefault(each.goal.id, []).append(each)
    return Goals(tuple(_over(results) for results in by_id.values()))


def _over(results: Sequence[GoalResult]) -> GoalResult:
    latest = results[-1]
    return GoalResult(
        latest.goal,
        latest.day,
        Target(
            max(each.target.share for each in results), max(each.target.score for each in results)
        ),
        of_people(
            latest.figure.definition,
            frozenset().union(*(each.figure.people for each in results)),
            frozenset().union(*(each.figure.among for each in results)),
        ),
        tuple(found for each in results for found in each.evidence),
    )


def items_over(lists: Iterable[Iterable[AskedItem]]) -> tuple[AskedItem, ...]:
    """Items of several workshops: those of one quiz and id are one."""
    found: dict[tuple[str, str], AskedItem] = {}
    for items in lists:
        for item in items:
            key = item.quiz.id, item.question.id
            before = found.get(key)
            people, earned = (before.people, before.earned) if before else (0, Fraction(0))
            found[key] = AskedItem(
                item.quiz, item.question, people + item.people, earned + item.earned
            )
    return tuple(found.values())
