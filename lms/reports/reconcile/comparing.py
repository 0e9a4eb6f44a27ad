"""What an account says and what raw rows say, beside each other."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from lms.reports.account.accounts import ProgramAccount, WorkshopAccount
from lms.reports.account.evidence import AskedItem
from lms.reports.account.figures import Figure
from lms.reports.account.mastery import HeldTopic
from lms.reports.reconcile.raw import Found
from lms.statistics.gain import Interval
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
    practice = account.report.practice
    return {**_told(account), "practice": (practice.items, practice.tries)}


def told_by_program(account: ProgramAccount) -> Found:
    """What an account of a program says, by the names of the reference."""
    return {**_told(account), "practice": (account.practice.items, account.practice.tries)}


def _told(account: WorkshopAccount | ProgramAccount) -> Found:
    reached, growth = account.reached, account.growth
    steps = {step.figure.key: step.figure.people for step in reached.funnel}
    found: Found = {
        "invited": steps["invited"],
        "registered": steps["registered"],
        "holders": reached.holders,
        "came": steps["came"],
        "in_begun": reached.reached.among,
        "passed": reached.passed.people,
        "practised": reached.practised.people,
        "asked_when_over": reached.passed.among,
        "items": _both(reached.items.rate),
        "presences": {key: count for key, count in reached.presences.items() if count},
        "attendance": _both(reached.attendance.rate),
        "followed": _both(reached.followed.rate),
        "goals": _both(account.goals.figure.rate),
        "delivered": _both(account.material.due.rate),
        "plan": _both(account.material.plan),
        "delivered_of_all": _both(account.material.planned.rate),
        "answered": _both(account.answered.rate),
        "pairs": sorted(growth.pairs),
        "paired": _people(account.paired),
        "class_gain": growth.class_gain,
        "mean_gain": growth.mean_gain.value,
        "class_gain, interval": _near(growth.class_interval),
        "mean_gain, interval": _near(growth.mean_interval),
    }
    for goal in account.goals.results:
        found[goal.figure.key] = _people(goal.figure)
        found[f"{goal.figure.key}, items"] = _asked(goal.items)
    for topic in (*account.mastery.competencies, *account.mastery.skills):
        found |= _topic(topic)
    return found


def _topic(topic: HeldTopic) -> Found:
    key, practice = topic.figure.key, topic.practice
    before, after = topic.before_and_after or (None, None)
    return {
        key: _people(topic.figure),
        f"{key}, mean": topic.mean,
        f"{key}, before": before,
        f"{key}, after": after,
        f"{key}, with both": frozenset(topic.before.keys() & topic.after.keys()),
        f"{key}, items": _asked(topic.items),
        f"{key}, hard": frozenset((each.quiz.id, each.question.id) for each in topic.hard),
        f"{key}, practice": (practice.tries, practice.people, _both(practice.last_right)),
        f"{key}, sign-offs": {verdict: count for verdict, count in topic.signoffs.items() if count},
    }


def _asked(items: Iterable[AskedItem]) -> dict[tuple[str, str], tuple[int, Fraction]]:
    return {(each.quiz.id, each.question.id): (each.people, each.earned) for each in items}


def differences(where: str, account: Found, reference: Found) -> Iterator[Difference]:
    """Every figure on which the two differ, or which only one of them has."""
    for name in {**account, **reference}:
        told, found = account.get(name), reference.get(name)
        if told != found:
            yield Difference(where, name, told, found)


def _near(interval: Interval | None) -> tuple[float, float] | None:
    """Both ends as far as two ways of reckoning with roots can agree."""
    return interval and (round(float(interval[0]), 6), round(float(interval[1]), 6))


def _both(rate: Rate) -> tuple[int, int]:
    return rate.part, rate.whole


def _people(figure: Figure) -> tuple[frozenset[int], frozenset[int]]:
    return figure.people, figure.among
