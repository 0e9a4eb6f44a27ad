"""What answers say about people: marks by goal, competency and skill; before and after.

One rule for all of it: the *first* attempt of a person at a quiz, handed in and begun before the
last meeting ended. Later attempts and practice are told beside it, never mixed in. What was asked
before anything was taught (the pre-test) is *before*; quizzes, assignments and the post-test are
*after*. An answer that waits for a trainer is left out until it is graded; an unanswered question
that was shown counts as wrong; one that was never shown is left out.
"""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from math import lcm
from typing import NamedTuple

from lms.content.values import Course, Quiz, QuizKind
from lms.questions import Question
from lms.quizzes.attempts.kept.rules import WAITS, words_in


class AttemptMarks(NamedTuple):
    """A first attempt that counts, with its `marks` as they are kept: `marks_text`."""

    person_id: int
    quiz_id: str
    marks: str


Marks = Sequence[int]
"""Points earned, points possible, in whole parts of a point: the same parts for both."""


def percent_of(marks: Marks) -> Fraction | None:
    """0 to 100, None of nothing."""
    return _percent(*marks)


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


AnswersGiven = Mapping[tuple[str, str], tuple[int, Fraction]]
"""By quiz and question id how many answered, and the credit they earned together."""
NO_ANSWERS = (0, Fraction(0))


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
class QuestionsAsked:
    """Every question that the quizzes of a course may ask, by quiz and question id.

    `ids`: by topic and quiz what each question is about; who is about nothing is not among them.
    """

    items: Mapping[tuple[str, str], AskedItem]
    ids: Mapping[str, Mapping[str, Mapping[str, str]]]

    def about(self, topic: str, id_: str) -> tuple[AskedItem, ...]:
        """The questions behind a goal, competency or skill, but for those of the pre-test."""
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

    @cached_property
    def kinds(self) -> Mapping[str, QuizKind]:
        """The kind of each quiz that asks anything."""
        return {item.quiz.id: item.quiz.kind for item in self.items.values()}


def questions_asked(course: Course) -> QuestionsAsked:
    """What the quizzes of a course may ask."""
    items = {
        (quiz.id, question.id): AskedItem(quiz, question)
        for quiz in course.quizzes
        for form in quiz.forms.values()
        for question in form
    }
    ids: dict[str, dict[str, dict[str, str]]] = {topic: {} for topic in TOPICS}
    for (quiz_id, question_id), item in items.items():
        for topic, of in TOPICS.items():
            if id_ := of(item.question):
                ids[topic].setdefault(quiz_id, {})[question_id] = id_
    return QuestionsAsked(items, ids)


PersonMarks = tuple[int, int, int]
"""A person, points earned, points possible."""
MarksById = Mapping[str, Mapping[int, Marks]]


@dataclass(frozen=True)
class TopicMarks:
    """Marks by the id of a goal, competency or skill, and by person."""

    before: MarksById
    after: MarksById
    posttest: MarksById


@dataclass(frozen=True)
class ItemEvidence(ABC):
    """What the first attempts in one workshop say; reckoned when somebody asks for it.

    Questions the course has no longer are left out.
    """

    asked: QuestionsAsked

    @abstractmethod
    def goal_marks(self) -> Mapping[str, Iterable[PersonMarks]]:
        """By the id of a goal who was asked *after*, and her marks."""

    @abstractmethod
    def marks(self, topic: str) -> TopicMarks:
        """Marks by what was asked about: `competency` or `skill`."""

    @abstractmethod
    def answers(self) -> AnswersGiven:
        """How many answered each question, and the credit they earned together."""

    def about(self, topic: str, id_: str) -> tuple[AskedItem, ...]:
        """The items behind a goal, competency or skill, but for those of the pre-test."""
        items = self.items
        return tuple(items[item.quiz.id, item.question.id] for item in self.asked.about(topic, id_))

    @cached_property
    def items(self) -> Mapping[tuple[str, str], AskedItem]:
        """By quiz and question id everything the course asks outside practice."""
        answers = self.answers()
        return {
            key: AskedItem(item.quiz, item.question, *answers.get(key, NO_ANSWERS))
            for key, item in self.asked.items.items()
        }


class _Mark(NamedTuple):
    """What an answer earned, as it is written in the attempt."""

    quiz_id: str
    question_id: str
    credit: str
    points: str


_Adding = defaultdict[str, dict[int, list[int]]]


@dataclass(frozen=True)
class AttemptEvidence(ItemEvidence):
    """Evidence reckoned from the attempts themselves."""

    attempts: tuple[AttemptMarks, ...]

    def goal_marks(self) -> Mapping[str, Iterable[PersonMarks]]:
        return {
            id_: [(person, marks[0], marks[1]) for person, marks in people.items()]
            for id_, people in self.marks("goal").after.items()
        }

    def marks(self, topic: str) -> TopicMarks:
        before, after, posttest = (_Adding(dict), _Adding(dict), _Adding(dict))
        of_kind = {QuizKind.PRETEST: (before,), QuizKind.POSTTEST: (after, posttest)}
        ids, kinds = self.asked.ids[topic], self.asked.kinds
        for mark, persons in self._graded.items():
            id_ = ids.get(mark.quiz_id, {}).get(mark.question_id)
            if id_ is not None:
                earned, possible = self._worth[mark.credit, mark.points]
                for sort in of_kind.get(kinds[mark.quiz_id], (after,)):
                    _add(sort[id_], persons, earned, possible)
        return TopicMarks(before, after, posttest)

    def answers(self) -> AnswersGiven:
        found: dict[tuple[str, str], tuple[int, Fraction]] = {}
        for mark, persons in self._graded.items():
            key = mark.quiz_id, mark.question_id
            if key in self.asked.items:
                people, earned = found.get(key, NO_ANSWERS)
                more = Fraction(mark.credit) * len(persons)
                found[key] = people + len(persons), earned + more
        return found

    @cached_property
    def _graded(self) -> Mapping[_Mark, Sequence[int]]:
        """Whose answers earned each mark; what waits earned none yet. Every attempt is read once.

        Many people have the same marks: what one is worth is found once for all of them.
        """
        found: dict[tuple[str, str, str, str], list[int]] = defaultdict(list)
        for person_id, quiz_id, text in self.attempts:
            for question_id, credit, points in words_in(text):
                found[quiz_id, question_id, credit, points].append(person_id)
        return {_Mark(*mark): persons for mark, persons in found.items() if mark[2] != WAITS}

    @cached_property
    def _worth(self) -> Mapping[tuple[str, str], Marks]:
        """By a credit and the points of its question how many were earned and possible.

        As so many parts of a point: adding whole numbers is exact, and ten times faster than adding
        fractions.
        """
        kinds = {(mark.credit, mark.points) for mark in self._graded}
        exact = {
            (credit, points): (Fraction(credit) * Fraction(points), Fraction(points))
            for credit, points in kinds
        }
        parts = lcm(*(value.denominator for values in exact.values() for value in values))
        return {
            kind: (int(earned * parts), int(possible * parts))
            for kind, (earned, possible) in exact.items()
        }


def _add(people: dict[int, list[int]], persons: Iterable[int], earned: int, possible: int) -> None:
    """Add a mark to the marks of everybody who has it."""
    for person in persons:
        marks = people.get(person)
        if marks is None:
            people[person] = [earned, possible]
        else:
            marks[0] += earned
            marks[1] += possible


def evidence_of(course: Course, attempts: Iterable[AttemptMarks]) -> ItemEvidence:
    """What these first attempts at the quizzes of a course say."""
    return AttemptEvidence(questions_asked(course), tuple(attempts))
