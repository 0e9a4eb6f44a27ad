"""What answers say about people: marks by goal, competency and skill; before and after.

One rule for all of it: the *first* attempt of a person at a quiz, handed in and begun before the
last meeting ended. Later attempts and practice are told beside it, never mixed in. What was asked
before anything was taught (the pre-test) is *before*; quizzes, assignments and the post-test are
*after*. An answer that waits for a trainer is left out until it is graded; an unanswered question
that was shown counts as wrong; one that was never shown is left out.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, lru_cache
from math import lcm
from typing import NamedTuple

from lms.content.values import Course, Quiz, QuizKind
from lms.questions import Question


class Response(NamedTuple):
    """One answer of a first attempt: its credit (0 to 1, None while it waits), its most points."""

    person_id: int
    quiz_id: str
    question_id: str
    credit: Fraction | None
    points: Fraction


class Marks(NamedTuple):
    """Points earned of points possible, in whole parts of a point: the same parts for both."""

    earned: int = 0
    possible: int = 0

    @property
    def percent(self) -> Fraction | None:
        """0 to 100, None of nothing."""
        return _percent(self.earned, self.possible)


@lru_cache(maxsize=10_000)
def _percent(earned: int, possible: int) -> Fraction | None:
    """Kept, because many people have the same."""
    return Fraction(100 * earned, possible) if possible else None


@dataclass(frozen=True)
class AskedItem:
    """A question of a quiz and how it was answered by all: `earned` credit of `people`."""

    quiz: Quiz
    question: Question
    people: int = 0
    earned: Fraction = Fraction(0)

    @property
    def difficulty(self) -> Fraction | None:
        """P: the mean credit; None before anybody answered."""
        return self.earned / self.people if self.people else None


Topic = Callable[[Question], str]
"""What a question is about: its goal, competency or skill; "" is nothing."""


def _goal(question: Question) -> str:
    return question.goal


def _competency(question: Question) -> str:
    return question.competency


def _skill(question: Question) -> str:
    return question.skill


TOPICS: Mapping[str, Topic] = {"goal": _goal, "competency": _competency, "skill": _skill}


@dataclass(frozen=True)
class ItemEvidence:
    """What the answers in one workshop say.

    `before`, `after` and `posttest`: by topic (`goal`, `competency`, `skill`), its id and person.
    `items`: by quiz and question id, of everything the course asks outside practice.
    """

    before: Mapping[str, Mapping[str, Mapping[int, Marks]]]
    after: Mapping[str, Mapping[str, Mapping[int, Marks]]]
    posttest: Mapping[str, Mapping[str, Mapping[int, Marks]]]
    items: Mapping[tuple[str, str], AskedItem] = field(default_factory=dict)

    def about(self, topic: str, id_: str) -> tuple[AskedItem, ...]:
        """The items behind a goal, competency or skill, but for those of the pre-test."""
        return self._by_topic[topic].get(id_, ())

    @cached_property
    def _by_topic(self) -> Mapping[str, Mapping[str, tuple[AskedItem, ...]]]:
        found: dict[str, dict[str, list[AskedItem]]] = {
            topic: defaultdict(list) for topic in TOPICS
        }
        for item in self.items.values():
            if item.quiz.kind is not QuizKind.PRETEST:
                for topic, of in TOPICS.items():
                    found[topic][of(item.question)].append(item)
        return {
            topic: {id_: tuple(items) for id_, items in ids.items()} for topic, ids in found.items()
        }


def evidence_of(course: Course, responses: Iterable[Response]) -> ItemEvidence:
    """Sort the answers of one workshop. Questions the course has no longer are left out."""
    asked = asked_in(course)
    graded = [
        each
        for each in responses
        if each.credit is not None and (each.quiz_id, each.question_id) in asked
    ]
    marks, parts = _in_whole_parts(graded)
    counts = dict.fromkeys(asked, (0, 0))
    before, after, posttest = _Sorted(), _Sorted(), _Sorted()
    sorts = {key: _sorts(item.quiz.kind, before, after, posttest) for key, item in asked.items()}
    topics = {
        key: tuple((topic, id_) for topic, of in TOPICS.items() if (id_ := of(item.question)))
        for key, item in asked.items()
    }
    for each in graded:
        key = each.quiz_id, each.question_id
        earned, possible, credit = marks[each.credit, each.points]
        for sort in sorts[key]:
            sort.add(topics[key], each.person_id, earned, possible)
        people, credits_ = counts[key]
        counts[key] = people + 1, credits_ + credit
    items = {
        key: AskedItem(item.quiz, item.question, counts[key][0], Fraction(counts[key][1], parts))
        for key, item in asked.items()
    }
    return ItemEvidence(before.found, after.found, posttest.found, items)


_Worth = tuple[Fraction | None, Fraction]
"""A credit and the most points of its answer."""


def _in_whole_parts(graded: Iterable[Response]) -> tuple[dict[_Worth, tuple[int, int, int]], int]:
    """Points earned, points possible and credit of each kind of answer, as so many parts of one.

    Adding whole numbers is exact, and ten times faster than adding fractions.
    """
    kinds = {(each.credit, each.points) for each in graded}
    exact = {kind: ((kind[0] or 0) * kind[1], kind[1], Fraction(kind[0] or 0)) for kind in kinds}
    parts = lcm(*(Fraction(value).denominator for values in exact.values() for value in values))
    whole = {
        kind: (int(earned * parts), int(possible * parts), int(credit * parts))
        for kind, (earned, possible, credit) in exact.items()
    }
    return whole, parts


def asked_in(course: Course) -> dict[tuple[str, str], AskedItem]:
    """Every question that a quiz of the course may ask, by quiz and question id."""
    return {
        (quiz.id, question.id): AskedItem(quiz, question)
        for quiz in course.quizzes
        for form in quiz.forms.values()
        for question in form
    }


class _Sorted:
    """Marks by topic, id and person."""

    def __init__(self) -> None:
        self.found: dict[str, dict[str, dict[int, Marks]]] = {
            topic: defaultdict(dict) for topic in TOPICS
        }

    def add(
        self, topics: Iterable[tuple[str, str]], person_id: int, earned: int, possible: int
    ) -> None:
        for topic, id_ in topics:
            people = self.found[topic][id_]
            so_far = people.get(person_id, _NOTHING)
            people[person_id] = Marks(so_far[0] + earned, so_far[1] + possible)


_NOTHING = Marks()


def _sorts(
    kind: QuizKind, before: _Sorted, after: _Sorted, posttest: _Sorted
) -> tuple[_Sorted, ...]:
    if kind is QuizKind.PRETEST:
        return (before,)
    return (after, posttest) if kind is QuizKind.POSTTEST else (after,)
