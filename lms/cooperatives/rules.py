"""One cooperative in a program: what its people reached together, and who can help whom."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lms.reports.account.accounts import WorkshopAccount
from lms.reports.account.goals import GoalResult
from lms.results.outcomes import SeatOutcome
from lms.statistics.rates import Rate


@dataclass(frozen=True)
class Colleague:
    """Somebody of the cooperative in one workshop; `is_decided`: its days are over."""

    person_id: int
    enrolment_id: int
    name: str
    position: str
    workshop_slug: str
    number: int
    outcome: SeatOutcome
    is_decided: bool


@dataclass(frozen=True)
class CoveredGoal:
    """A goal that somebody of the cooperative was asked about: who reached it, who did not."""

    result: GoalResult
    reached: tuple[str, ...]
    missed: tuple[str, ...]


@dataclass(frozen=True)
class Help:
    """Who is at the threshold in a competency, and who is below it and could ask her."""

    code: str
    name: str
    able: tuple[str, ...]
    others: tuple[str, ...]


@dataclass(frozen=True)
class CooperativeAccount:
    """What the program did for a cooperative."""

    colleagues: tuple[Colleague, ...]
    goals: tuple[CoveredGoal, ...]
    help: tuple[Help, ...]

    @property
    def covered(self) -> Rate:
        """Goals that at least one of them reached, of those they were asked about."""
        return Rate(sum(bool(each.reached) for each in self.goals), len(self.goals))


def cooperative_account(
    accounts: Sequence[WorkshopAccount], person_ids: Iterable[int]
) -> CooperativeAccount:
    """What these persons reached in these workshops."""
    ids = frozenset(person_ids)
    colleagues = tuple(
        Colleague(
            line.seat.person_id,
            line.seat.enrolment_id,
            line.seat.name,
            line.seat.position,
            account.report.slug,
            account.report.number,
            line.outcome,
            account.report.last_day is not None,
        )
        for account in accounts
        for line in account.report.lines
        if line.seat.person_id in ids
    )
    names = {each.person_id: each.name for each in colleagues}
    return CooperativeAccount(colleagues, _goals(accounts, names), _help(accounts, names))


def _goals(
    accounts: Sequence[WorkshopAccount], names: Mapping[int, str]
) -> tuple[CoveredGoal, ...]:
    results: dict[str, GoalResult] = {}
    reached: dict[str, set[int]] = {}
    asked: dict[str, set[int]] = {}
    for account in accounts:
        for each in account.goals.results:
            results[each.goal.id] = each
            reached.setdefault(each.goal.id, set()).update(each.figure.people & names.keys())
            asked.setdefault(each.goal.id, set()).update(each.figure.among & names.keys())
    return tuple(
        CoveredGoal(
            result,
            _named(names, reached[goal_id]),
            _named(names, asked[goal_id] - reached[goal_id]),
        )
        for goal_id, result in results.items()
        if asked[goal_id]
    )


def _help(accounts: Sequence[WorkshopAccount], names: Mapping[int, str]) -> tuple[Help, ...]:
    titles: dict[str, str] = {}
    percents: dict[str, dict[int, tuple[Fraction, Fraction]]] = {}
    for account in accounts:
        for each in account.mastery.competencies:
            titles[each.code] = each.name
            people = percents.setdefault(each.code, {})
            for person_id in each.percents.keys() & names.keys():
                mark = each.percents[person_id], each.threshold
                people[person_id] = max(mark, people.get(person_id, mark))
    found = []
    for code, people in percents.items():
        able = {person for person, (percent, needed) in people.items() if percent >= needed}
        if able and able != people.keys():
            others = _named(names, people.keys() - able)
            found.append(Help(code, titles[code], _named(names, able), others))
    return tuple(found)


def _named(names: Mapping[int, str], ids: Iterable[int]) -> tuple[str, ...]:
    return tuple(sorted(names[each] for each in ids))
