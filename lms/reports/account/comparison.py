"""Workshops side by side: their figures, the items that stayed the same, what the course changed.

A difference between two workshops says something only where the same was asked: an item stands here
if question and key are the same in every revision that asks it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from lms.content.values import Course, Goal, Lesson
from lms.questions import Question
from lms.reports.account.accounts import WorkshopAccount
from lms.reports.account.evidence import AskedItem


@dataclass(frozen=True)
class ComparedWorkshop:
    """One workshop: its account, its revision, and what differs from that of the one before.

    Titles of lessons, goals, quizzes and questions that came, went, or have the same id and another
    text, key or length; `is_changed` is whether the revision is another one.
    """

    account: WorkshopAccount
    revision: int
    is_changed: bool = False
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    reworded: tuple[str, ...] = ()


@dataclass(frozen=True)
class SameItem:
    """An item that stayed the same; of each workshop how it was answered."""

    items: tuple[AskedItem, ...]

    @cached_property
    def spread(self) -> Fraction:
        """Between the easiest and the hardest time it was asked."""
        known = [each.difficulty for each in self.items if each.difficulty is not None]
        return max(known) - min(known) if known else Fraction(0)


@dataclass(frozen=True)
class Comparison:
    """Workshops side by side, and the items that stayed the same, the least alike first."""

    workshops: tuple[ComparedWorkshop, ...]
    items: tuple[SameItem, ...]


def comparison_of(accounts: Sequence[WorkshopAccount], revisions: Sequence[int]) -> Comparison:
    """Compare workshops in their order; `revisions` are the numbers of their revisions."""
    found: list[ComparedWorkshop] = []
    for place, (account, revision) in enumerate(zip(accounts, revisions, strict=True)):
        before = accounts[place - 1].course if place else account.course
        found.append(_compared(account, revision, before))
    return Comparison(tuple(found), _same_items(accounts))


def _compared(account: WorkshopAccount, revision: int, before: Course) -> ComparedWorkshop:
    if before == account.course:
        return ComparedWorkshop(account, revision)
    old, new = _parts(before), _parts(account.course)
    return ComparedWorkshop(
        account,
        revision,
        is_changed=True,
        added=_titles(part for key, part in new.items() if key not in old),
        removed=_titles(part for key, part in old.items() if key not in new),
        reworded=_titles(part for key, part in new.items() if key in old and old[key] != part),
    )


_Part = tuple[str, Lesson | Goal | Question | None]
"""The title of a part of a course, and what may be reworded of it."""


def _titles(parts: Iterable[_Part]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(title for title, _content in parts))


def _parts(course: Course) -> dict[tuple[str, str], _Part]:
    found: dict[tuple[str, str], _Part] = {}
    for module in course.modules:
        found |= {("goal", each.id): (f"{each.id} {each.text}", each) for each in module.goals}
    found |= {("lesson", each.id): (each.title, each) for each in course.lessons}
    for quiz in course.quizzes:
        found["quiz", quiz.id] = quiz.title, None
        for form in quiz.forms.values():
            found |= {(quiz.id, each.id): (each.title, each) for each in form}
    found |= {
        ("practice", each.id): (each.question.title, each.question) for each in course.exercises
    }
    return found


def _same_items(accounts: Sequence[WorkshopAccount]) -> tuple[SameItem, ...]:
    if len(accounts) < 2:
        return ()
    found = []
    for key, first in accounts[0].evidence.items.items():
        items = [account.evidence.items.get(key) for account in accounts]
        same = [each for each in items if each and each.question == first.question]
        if len(same) == len(accounts) and sum(each.people > 0 for each in same) > 1:
            found.append(SameItem(tuple(same)))
    return tuple(sorted(found, key=lambda each: -each.spread))
