"""One person at a time, one row at a time: what raw rows say, without the database counting.

Nothing here is meant to be fast. It shares the rules of one person with the account (what a quiz
counts, what is still missing to pass), and none of its reading.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from lms.attendance.rules import COUNTS_AS_PRESENT, Presence
from lms.content.values import Course
from lms.coverage.rules import Coverage
from lms.quizzes.attempts.rules import Score
from lms.reports.account.goals import Target
from lms.results.outcomes import DoneItems, SeatOutcome, outcome
from lms.results.periods import Deed, Period, Practice, WorkPart
from lms.results.rules import AttemptResult, QuizResult, Terms, quiz_result
from lms.statistics.gain import Pair
from lms.statistics.mastery import SignoffVerdict
from lms.statistics.rates import Rate

Found = dict[str, Any]
"""Figures by name: sets of persons, pairs of part and whole, counts, means."""


@dataclass(frozen=True)
class RawRecord:
    """An attendance row: of whom, at which meeting (and whose), what and when."""

    enrolment_id: int
    meeting_id: int
    workshop_id: int
    day: int
    part: str
    is_cancelled: bool
    presence: Presence
    recorded_at: datetime


@dataclass(frozen=True)
class RawMeeting:
    """A meeting of the workshop."""

    id: int
    day: int
    part: str
    starts_at: datetime
    ends_at: datetime
    is_cancelled: bool

    def is_held(self, records: Iterable[RawRecord], now: datetime) -> bool:
        """Over, or begun and recorded; never a cancelled one."""
        if self.is_cancelled or self.starts_at > now:
            return False
        tells = any(
            each.meeting_id == self.id
            and (each.recorded_at >= self.starts_at or each.presence in COUNTS_AS_PRESENT)
            for each in records
        )
        return self.ends_at <= now or tells

    def presence_of(
        self, enrolment_ids: Sequence[int], workshop_id: int, records: Iterable[RawRecord]
    ) -> Presence | None:
        """The record that counts of these (one seat): who was there, then one at home."""
        ours = [
            each
            for each in records
            if each.enrolment_id in enrolment_ids
            and (each.day, each.part) == (self.day, self.part)
            and (each.meeting_id == self.id or not each.is_cancelled)
        ]
        kinds = list(Presence)
        ours.sort(
            key=lambda each: (
                each.presence not in COUNTS_AS_PRESENT,
                each.workshop_id != workshop_id,
                kinds.index(each.presence),
            )
        )
        return ours[0].presence if ours else None


@dataclass(frozen=True)
class RawAnswer:
    """An answer of an attempt."""

    question_id: str
    credit: Fraction | None
    points: Fraction


@dataclass(frozen=True)
class RawAttempt:
    """An attempt with its answers; `handed_in_at` also where the clock did it."""

    quiz_id: str
    number: int
    remedial: bool
    started_at: datetime
    handed_in_at: datetime | None
    answers: tuple[RawAnswer, ...]

    @property
    def score(self) -> Score:
        """What it earned."""
        given = [each for each in self.answers if each.credit is not None]
        return Score(
            sum(
                (each.credit * each.points for each in given if each.credit is not None),
                Fraction(0),
            ),
            sum((each.points for each in self.answers), Fraction(0)),
            len(self.answers) - len(given),
            bool(given),
        )


@dataclass(frozen=True)
class RawTry:
    """An answered exercise."""

    exercise_id: str
    number: int
    at: datetime
    known_at: datetime
    is_right: bool


@dataclass(frozen=True)
class RawSignoff:
    """What a trainer saw, or with `takes_back_id` that a row before was a mistake."""

    id: int
    skill_id: str
    verdict: SignoffVerdict
    given_at: datetime
    takes_back_id: int | None


@dataclass(frozen=True)
class RawPerson:
    """Everything one enrolment did."""

    enrolment_id: int
    person_id: int
    withdrawn: bool
    replaces_id: int | None
    from_day: int
    from_afternoon: bool
    until_day: int | None
    attempts: tuple[RawAttempt, ...]
    lessons: tuple[tuple[str, datetime], ...]
    tries: tuple[RawTry, ...]
    has_answered: bool
    signoffs: tuple[RawSignoff, ...] = ()

    def seen(self, skill_id: str) -> SignoffVerdict | None:
        """What was seen last of this skill and not taken back; None: nothing."""
        mistakes = {each.takes_back_id for each in self.signoffs}
        last = None
        for each in sorted(self.signoffs, key=lambda row: (row.given_at, row.id)):
            if each.skill_id == skill_id and each.takes_back_id is None:
                last = last if each.id in mistakes else each.verdict
        return last

    def has(self, day: int, part: str) -> bool:
        """Whether the seat was hers at a meeting; what who walked in made up for is hers, too."""
        until = self.until_day is None or day <= self.until_day
        return until and (self.replaces_id is None or not self.comes_after(day, part))

    def comes_after(self, day: int, part: str) -> bool:
        """Whether she had the seat only after that half day."""
        if self.from_day == day:
            return self.from_afternoon and part == "morning"
        return self.from_day > day

    def quizzes(self, course: Course) -> dict[str, QuizResult]:
        """What counts of her attempts at each quiz."""
        return {
            quiz_id: self._quiz(course, quiz_id)
            for quiz_id in {attempt.quiz_id for attempt in self.attempts}
        }

    def _quiz(self, course: Course, quiz_id: str) -> QuizResult:
        attempts = sorted(
            (each for each in self.attempts if each.quiz_id == quiz_id),
            key=lambda each: each.number,
        )
        quiz = next((each for each in course.quizzes if each.id == quiz_id), None)
        terms = Terms()
        if quiz is not None:
            terms = Terms(quiz.counts, quiz.pass_score if quiz.remedial else None)
        result = quiz_result(
            [
                AttemptResult(each.handed_in_at is not None, each.score, each.remedial)
                for each in attempts
            ],
            terms,
        )
        ends = [each.handed_in_at for each in attempts if each.handed_in_at is not None]
        first = next((each for each in attempts if each.handed_in_at is not None), None)
        return QuizResult(
            result.state,
            result.score,
            result.first,
            first.started_at if first else None,
            min(ends, default=None),
            max(ends, default=None),
            result.usual,
            result.remedials,
        )

    def outcome(self, course: Course, attendance: Rate, period: Period) -> SeatOutcome:
        """What she reached."""
        days = practice = answers = 0
        lessons = {each.id for each in course.lessons}
        for lesson_id, at in self.lessons:
            part = period.part(Deed(at, at))
            if lesson_id in lessons:
                days += part is WorkPart.DAYS
                practice += part is WorkPart.PRACTICE
        for exercise in course.exercises:
            tries = [each for each in self.tries if each.exercise_id == exercise.id]
            parts = [(period.part(Deed(each.at, each.known_at)), each.is_right) for each in tries]
            answers += sum(part is WorkPart.PRACTICE for part, _right in parts)
            if (WorkPart.DAYS, True) in parts:
                days += 1
            elif (WorkPart.PRACTICE, True) in parts:
                practice += 1
        done = DoneItems(days, Practice(practice, answers))
        return outcome(course, attendance, done, self.quizzes(course), period)


@dataclass(frozen=True)
class RawWorkshop:
    """Everything of one workshop, row by row; `periods` by enrolment, `waiting` persons."""

    id: int
    course: Course
    coverage: Coverage
    meetings: Sequence[RawMeeting]
    records: Sequence[RawRecord]
    people: Sequence[RawPerson]
    periods: Mapping[int, Period]
    waiting: frozenset[int]
    targets: Mapping[str, Target]
    is_over: bool

    @property
    def pairs(self) -> dict[int, Pair]:
        """Of each person with a seat and both tests her scores."""
        outcomes = {
            each.person_id: each.outcome(self.course, Rate(0, 0), self.periods[each.enrolment_id])
            for each in self.people
            if not each.withdrawn
        }
        return {key: each.pair for key, each in outcomes.items() if each.pair is not None}
