"""Workshops side by side: their figures, the items that stayed the same, what the course changed.

A difference between two workshops says something only where the same was asked: an item stands here
if question and key are the same in every revision that asks it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from lms.content.values import Course, Lesson
from lms.questions import Question
from lms.reports.account.accounts import WorkshopAccount
from lms.reports.account.evidence import AskedItem
from lms.workshops.changes import CourseChanges, changes_between


@dataclass(frozen=True)
class ComparedWorkshop:
    """One workshop: its account, its revision, and what differs from that of the one before.

    `changes` is None for the first one and for the same revision; `reworded` are the lessons and
    questions that have the same id and another text, key or length.
    """

    account: WorkshopAccount
    revision: int
    changes: CourseChanges | None = None
    reworded: tuple[Lesson | Question, ...] = ()


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
        if before == account.course:
            found.append(ComparedWorkshop(account, revision))
        else:
            changes = changes_between(before, account.course)
            texts = _reworded(before, account.course)
            found.append(ComparedWorkshop(account, revision, changes, texts))
    return Comparison(tuple(found), _same_items(accounts))


def _reworded(before: Course, after: Course) -> tuple[Lesson | Question, ...]:
    old = _texts(before)
    return tuple(text for key, text in _texts(after).items() if key in old and old[key] != text)


def _texts(course: Course) -> dict[tuple[str, str], Lesson | Question]:
    found: dict[tuple[str, str], Lesson | Question] = {
        ("", lesson.id): lesson for lesson in course.lessons
    }
    for quiz in course.quizzes:
        for form in quiz.forms.values():
            found.update({(quiz.id, question.id): question for question in form})
    found.update({("practice", each.id): each.question for each in course.exercises})
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
