"""The facts of a workshop that changes no more, in three texts: its seats, figures and mastery.

They hold what thousands of rows add up to (presences, tries, answers), seat by seat; what rules and
names make of them is reckoned at each reading. A report over many workshops reads only the texts it
shows. A list has a place for each enrolment in the order of `seats`; where they were asked nothing
stands null. Whoever changes what is written here, or a rule that it comes from, gives the next
`FORMAT`: rows of an older one are reckoned from the rows again until `flask report keep`.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any

from lms.attendance.rules import Presence
from lms.reports.account.evidence import (
    AnswersGiven,
    ItemEvidence,
    MarksById,
    PersonMarks,
    TopicMarks,
)
from lms.reports.account.mastery import BesideTests, PracticeSince, SignoffCounts
from lms.reports.account.reached import MeetingCount
from lms.results.outcomes import DoneItems, SeatOutcome, settled_outcome
from lms.results.passing import Demands
from lms.results.periods import Practice
from lms.results.rules import QuizResult, QuizState
from lms.statistics.mastery import SignoffVerdict
from lms.statistics.rates import Rate
from lms.workshops.rules import Schedule

FORMAT = 1
_NONE = "-"
NOTHING_ASKED = (None, None)


def is_settled(schedule: Schedule, now: datetime, *, somebody_sits: bool) -> bool:
    """Whether time alone changes nothing any more in the account of a workshop.

    It does before the last meeting would have ended, and while `somebody_sits` an attempt whose
    time, with the grace for saves on their way, is not over.
    """
    over = schedule.days_end_at is not None and schedule.days_end_at <= now
    return over and not somebody_sits


def seats_text(held: int, outcomes: Mapping[int, SeatOutcome]) -> str:
    """How many meetings were held, and what each enrolment reached."""
    quizzes = sorted({quiz_id for each in outcomes.values() for quiz_id in each.quizzes})
    rows = [
        [
            enrolment_id,
            *(each.attendance.part, each.attendance.whole, each.items.part),
            *(each.practice.items, each.practice.tries),
            *(int(each.pair is not None), int(each.late_posttest)),
            *(_result_text(each.quizzes.get(quiz_id)) for quiz_id in quizzes),
        ]
        for enrolment_id, each in outcomes.items()
    ]
    return _written({"held": held, "quizzes": quizzes, "seats": rows})


@dataclass(frozen=True)
class KeptSeats:
    """The seats of a workshop as they are kept."""

    held: int
    quizzes: tuple[str, ...]
    rows: tuple[Sequence[Any], ...]

    @property
    def enrolments(self) -> list[int]:
        """Whose seats they are, in the order in which everything of them is kept."""
        return [row[0] for row in self.rows]

    def outcomes(self, demands: Demands) -> dict[int, SeatOutcome]:
        """What each enrolment reached by what the course asks for; results have no times."""
        return {row[0]: self._outcome(row, demands) for row in self.rows}

    def _outcome(self, row: Sequence[Any], demands: Demands) -> SeatOutcome:
        _id, attended, held, items, more, tries, paired, late, *results = row
        return settled_outcome(
            demands,
            Rate(attended, held),
            DoneItems(items, Practice(more, tries)),
            {
                quiz_id: _result_in(text)
                for quiz_id, text in zip(self.quizzes, results, strict=True)
                if text is not None
            },
            is_paired=bool(paired),
            is_late=bool(late),
        )


def seats_in(text: str) -> KeptSeats:
    """The seats that are kept."""
    found = json.loads(text)
    return KeptSeats(found["held"], tuple(found["quizzes"]), tuple(found["seats"]))


def _result_text(result: QuizResult | None) -> str | None:
    if result is None:
        return None
    return f"{result.state.value} {_exact(result.score)} {_exact(result.first)}"


def _exact(value: Fraction | None) -> str:
    return _NONE if value is None else str(value)


@lru_cache(maxsize=10_000)
def _result_in(text: str) -> QuizResult:
    """Kept, because many people have the same."""
    state, score, first = text.split(" ")
    return QuizResult(QuizState(state), _number(score), _number(first))


def _number(word: str) -> Fraction | None:
    return None if word == _NONE else Fraction(word)


def figures_text(
    meetings: Iterable[MeetingCount], evidence: ItemEvidence, persons: Sequence[int]
) -> str:
    """Presences by meeting, marks by goal, and how each question was answered."""
    answers: dict[str, dict[str, list[Any]]] = {}
    for (quiz_id, question_id), (people, earned) in evidence.answers().items():
        answers.setdefault(quiz_id, {})[question_id] = [people, str(earned)]
    return _written(
        {
            "meetings": [
                [each.meeting_id, each.seats, each.minutes, list(each.presences.items())]
                for each in meetings
            ],
            "goals": _columns(
                {
                    id_: {person: (earned, possible) for person, earned, possible in asked}
                    for id_, asked in evidence.goal_marks().items()
                },
                persons,
            ),
            "answers": answers,
        }
    )


def mastery_text(evidence: ItemEvidence, beside: BesideTests, persons: Sequence[int]) -> str:
    """Marks by competency and skill, practice after the last day, and sign-offs."""
    places = {person: place for place, person in enumerate(persons)}
    marks = {}
    for topic in ("competency", "skill"):
        found = evidence.marks(topic)
        marks[topic] = [
            _columns(each, persons) for each in (found.before, found.after, found.posttest)
        ]
    practice = {
        topic: {
            id_: [
                each.tries,
                sorted(places[person] for person in each.people),
                *(each.last_right.part, each.last_right.whole),
            ]
            for id_, each in by_id.items()
        }
        for topic, by_id in beside.practice.items()
    }
    signoffs = {skill: list(counts.items()) for skill, counts in beside.signoffs.items()}
    return _written({"marks": marks, "practice": practice, "signoffs": signoffs})


@dataclass(frozen=True)
class KeptEvidence(ItemEvidence):
    """Evidence of a workshop as it is kept; `persons` in the order of its seats.

    `mastery` is empty where nobody asks for it.
    """

    persons: Sequence[int]
    figures: str
    mastery: str

    def meetings(self) -> tuple[MeetingCount, ...]:
        """What was recorded at each meeting that was held."""
        return tuple(
            MeetingCount(
                meeting_id,
                seats,
                {None if kind is None else Presence(kind): count for kind, count in presences},
                minutes,
            )
            for meeting_id, seats, minutes, presences in self._figures["meetings"]
        )

    def goal_marks(self) -> Mapping[str, Iterable[PersonMarks]]:
        return {
            id_: (each for each in zip(self.persons, *kept, strict=True) if each[1] is not None)
            for id_, kept in self._figures["goals"].items()
        }

    def marks(self, topic: str) -> TopicMarks:
        return TopicMarks(*map(self._marks, self._mastery["marks"][topic]))

    def answers(self) -> AnswersGiven:
        return {
            (quiz_id, question_id): (people, Fraction(earned))
            for quiz_id, questions in self._figures["answers"].items()
            for question_id, (people, earned) in questions.items()
        }

    def beside(self, paired: frozenset[int]) -> BesideTests:
        """Practice and sign-offs; `paired` are the persons with both tests."""
        return BesideTests(
            practice={
                topic: {id_: self._practice(*kept) for id_, kept in by_id.items()}
                for topic, by_id in self._mastery["practice"].items()
            },
            signoffs={
                skill: _signoffs(counts) for skill, counts in self._mastery["signoffs"].items()
            },
            paired=paired,
        )

    @cached_property
    def _figures(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = json.loads(self.figures)
        return found

    @cached_property
    def _mastery(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = json.loads(self.mastery)
        return found

    def _marks(self, columns: Mapping[str, Any]) -> MarksById:
        return {
            id_: {
                person: marks
                for person, marks in zip(self.persons, zip(*kept, strict=True), strict=True)
                if marks != NOTHING_ASKED
            }
            for id_, kept in columns.items()
        }

    def _practice(self, tries: int, places: list[int], part: int, whole: int) -> PracticeSince:
        people = frozenset(self.persons[place] for place in places)
        return PracticeSince(tries, people, Rate(part, whole))


def _columns(marks: MarksById, persons: Sequence[int]) -> dict[str, list[list[int | None]]]:
    """Points earned and points possible of each person by the id of what was asked about."""
    return {
        id_: [
            list(column)
            for column in zip(*(of.get(each, NOTHING_ASKED) for each in persons), strict=True)
        ]
        for id_, of in marks.items()
    }


def _signoffs(counts: Iterable[Sequence[Any]]) -> SignoffCounts:
    return {None if said is None else SignoffVerdict(said): count for said, count in counts}


def _written(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))
