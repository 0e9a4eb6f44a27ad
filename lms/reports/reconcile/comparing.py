"""What an account says and what raw rows say, beside each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lms.reports.account.accounts import ProgramAccount, WorkshopAccount
from lms.reports.account.figures import Figure
from lms.reports.reconcile.reference import Found
from lms.statistics.rates import Rate


@dataclass(frozen=True)
class Difference:
    """A figure on which the two do not agree."""

    where: str
    figure: str
    account: object
    reference: object


def told_by(account: WorkshopAccount) -> Found:
    """What an account of a workshop says, by the names of the reference."""
    reached, report = account.reached, account.report
    steps = {step.figure.key: step.figure.people for step in reached.funnel}
    return {
        "invited": steps["invited"],
        "registered": steps["registered"],
        "holders": reached.holders,
        "came": steps["came"],
        "in_begun": reached.reached.among,
        "passed": reached.passed.people,
        "practised": reached.practised.people,
        "asked_when_over": reached.passed.among,
        "items": _both(reached.items.rate),
        "practice": (report.practice.items, report.practice.tries),
        "pairs": sorted(account.growth.pairs),
        "presences": {key: count for key, count in reached.presences.items() if count},
        "attendance": _both(reached.attendance.rate),
        "followed": _both(reached.followed.rate),
        "delivered": _both(account.material.due.rate),
        "delivered_of_all": _both(account.material.planned.rate),
        "answered": _both(account.answered.rate),
        **{each.figure.key: _people(each.figure) for each in account.goals.results},
        **{figure.key: _people(figure) for figure in account.mastery.all},
    }


def added_up(workshops: Sequence[Found]) -> Found:
    """The figures of a program: persons once each, all else added up."""
    persons = ("invited", "registered", "holders", "came", "passed", "practised")
    pairs = ("items", "attendance", "followed", "delivered", "delivered_of_all", "answered")
    found: Found = {
        name: frozenset().union(*(_set(each[name]) for each in workshops)) for name in persons
    }
    for name in pairs:
        found[name] = (
            sum(_pair(each[name])[0] for each in workshops),
            sum(_pair(each[name])[1] for each in workshops),
        )
    return found


def told_by_program(account: ProgramAccount) -> Found:
    """What an account of a program says, by the names of the reference."""
    reached = account.reached
    steps = {step.figure.key: step.figure.people for step in reached.funnel}
    return {
        "invited": steps["invited"],
        "registered": steps["registered"],
        "holders": reached.holders,
        "came": reached.reached.people,
        "passed": reached.passed.people,
        "practised": reached.practised.people,
        "items": _both(reached.items.rate),
        "attendance": _both(reached.attendance.rate),
        "followed": _both(reached.followed.rate),
        "delivered": _both(account.material.due.rate),
        "delivered_of_all": _both(account.material.planned.rate),
        "answered": _both(account.answered.rate),
    }


def differences(where: str, account: Found, reference: Found) -> Iterator[Difference]:
    """Every figure on which the two differ, or which only one of them has."""
    for name in {**account, **reference}:
        told, found = account.get(name), reference.get(name)
        if told != found:
            yield Difference(where, name, told, found)


def _both(rate: Rate) -> tuple[int, int]:
    return rate.part, rate.whole


def _people(figure: Figure) -> tuple[frozenset[int], frozenset[int]]:
    return figure.people, figure.among


def _set(value: object) -> frozenset[int]:
    assert isinstance(value, frozenset)
    return value


def _pair(value: object) -> tuple[int, int]:
    assert isinstance(value, tuple)
    return value[0], value[1]
