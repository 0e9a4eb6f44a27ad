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

from lms.content.values import Course, Quiz, QuizKind
from lms.questions import Question


@dataclass(frozen=True)
class Response:
    """One answer of a first attempt: its credit (0 to 1, None while it waits), its most points."""

    person_id: int
    quiz_id: str
    question_id: str
    credit: Fraction | None
    points: Fraction


@dataclass(frozen=True)
class Marks:
    """Points earned of points possible."""

    earned: Fraction = Fraction(0)
    possible: Fraction = Fraction(0)

    @property
    def percent(self) -> Fraction | None:
        """0 to 100, None of nothing."""
        return 100 * self.earned / self.possible if self.possible else None

    def __add__(self, other: "Marks") -> "Marks":
        return Marks(self.earned + other.earned, self.possible + other.possible)


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
        of = TOPICS[topic]
        return tuple(
            item
            for item in self.items.values()
            if of(item.question) == id_ and item.quiz.kind is not QuizKind.PRETEST
        )


def evidence_of(course: Course, responses: Iterable[Response]) -> ItemEvidence:
    """Sort the answers of one workshop. Questions the course has no longer are left out."""
    asked = asked_in(course)
    counts: dict[tuple[str, str], tuple[int, Fraction]] = {}
    before, after, posttest = _Sorted(), _Sorted(), _Sorted()
    for each in responses:
        key = each.quiz_id, each.question_id
        if key not in asked or each.credit is None:
            continue
        item = asked[key]
        marks = Marks(each.credit * each.points, each.points)
        for sort in _sorts(item.quiz.kind, before, after, posttest):
            sort.add(item.question, each.person_id, marks)
        people, earned = counts.get(key, (0, Fraction(0)))
        counts[key] = people + 1, earned + each.credit
    items = {
        key: AskedItem(item.quiz, item.question, *counts.get(key, (0, Fraction(0))))
        for key, item in asked.items()
    }
    return ItemEvidence(before.found, after.found, posttest.found, items)


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

    def add(self, question: Question, person_id: int, marks: Marks) -> None:
        for topic, of in TOPICS.items():
            if id_ := of(question):
                people = self.found[topic][id_]
                people[person_id] = people.get(person_id, Marks()) + marks


def _sorts(
    kind: QuizKind, before: _Sorted, after: _Sorted, posttest: _Sorted
) -> tuple[_Sorted, ...]:
    if kind is QuizKind.PRETEST:
        return (before,)
    return (after, posttest) if kind is QuizKind.POSTTEST else (after,)
