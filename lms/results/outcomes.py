"""What a participant has reached: rates, gain, whether she passed. All exact."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from lms.content.values import Course, Quiz
from lms.results.passing import Demands, Missing, demands_of, missing
from lms.results.periods import ALWAYS, NO_PRACTICE, Deed, Period, Practice, WorkPart
from lms.results.rules import NOT_BEGUN, QuizResult
from lms.statistics.gain import individual_gain
from lms.statistics.rates import Rate


@dataclass(frozen=True)
class SeatOutcome:
    """All that a report says about one seat."""

    attendance: Rate
    items: Rate
    """Of the required items those done in the five days."""
    practice: Practice
    quizzes: Mapping[str, QuizResult]
    pretest: Fraction | None
    """Score of the first pre-test."""
    first_posttest: Fraction | None
    """Score of the first post-test, from which the gain is reckoned."""
    posttest: Fraction | None
    """Score of the post-test as it counts for passing: a remedial lifts it to the pass mark."""
    pair: tuple[Fraction, Fraction] | None
    """Scores of the first pre-test and the first post-test: gain is of these.

    None unless there are both, the pre-test was begun before the post-test, and the post-test in
    the five days: one after weeks of practice says nothing about them.
    """
    missing: tuple[Missing, ...]
    late_posttest: bool = False
    """Whether she sat the pre-test, and the post-test only after the five days."""

    @property
    def passed(self) -> bool:
        """Whether every pass rule is met."""
        return not self.missing

    @property
    def items_with_practice(self) -> Rate:
        """Of the required items those done in the five days or in practice."""
        return Rate(self.items.part + self.practice.items, self.items.whole)

    @property
    def gain(self) -> Fraction | None:
        """The person's normalised gain; None without both tests or with a full pre-test."""
        return None if self.pair is None else individual_gain(*self.pair)


@dataclass(frozen=True)
class DoneItems:
    """What somebody did in the five days, and in practice after them: ids are counted once."""

    days: int = 0
    practice: Practice = NO_PRACTICE


def done_items(
    required: Collection[str],
    deeds: Mapping[str, Iterable[Deed]],
    tries: int,
    period: Period,
) -> DoneItems:
    """Lessons and exercises done of the `required` ids; `tries` were answered in practice."""
    parts = [period.part_of(each) for item_id, each in deeds.items() if item_id in required]
    practised = Practice(parts.count(WorkPart.PRACTICE), tries)
    return DoneItems(parts.count(WorkPart.DAYS), practised)


def with_quizzes(
    required: Collection[str],
    done: DoneItems,
    quizzes: Mapping[str, QuizResult],
    period: Period,
) -> DoneItems:
    """`done` and the required quizzes that were handed in."""
    parts = [
        period.part_of_quiz(result.done_at)
        for quiz_id, result in quizzes.items()
        if quiz_id in required and result.is_handed_in
    ]
    later = done.practice.items + parts.count(WorkPart.PRACTICE)
    days = done.days + parts.count(WorkPart.DAYS)
    return DoneItems(days, Practice(later, done.practice.tries))


def outcome(
    course: Course,
    attendance: Rate,
    done: DoneItems,
    quizzes: Mapping[str, QuizResult],
    period: Period = ALWAYS,
) -> SeatOutcome:
    """What a person has reached; a quiz not in `quizzes` was not begun.

    `done`: her lessons and exercises, without the quizzes.
    """
    return outcome_by(demands_of(course), attendance, done, quizzes, period)


def outcome_by(
    demands: Demands,
    attendance: Rate,
    done: DoneItems,
    quizzes: Mapping[str, QuizResult],
    period: Period,
) -> SeatOutcome:
    """The same, from whoever asks about many people of a course."""
    pretest, posttest = _result(demands.pretest, quizzes), _result(demands.posttest, quizzes)
    is_late = (
        pretest.is_handed_in and posttest.is_handed_in and not period.is_in_days(posttest.begun_at)
    )
    return settled_outcome(
        demands,
        attendance,
        with_quizzes(demands.required, done, quizzes, period),
        quizzes,
        is_paired=_is_pair(pretest, posttest, period),
        is_late=is_late,
    )


def settled_outcome(
    demands: Demands,
    attendance: Rate,
    done: DoneItems,
    quizzes: Mapping[str, QuizResult],
    *,
    is_paired: bool,
    is_late: bool,
) -> SeatOutcome:
    """The outcome of who has `done` so much, quizzes too, once it is settled what counts.

    `is_paired`: her first pre-test and post-test are a pair. `is_late`: she sat the pre-test, and
    the post-test only after the five days.
    """
    pretest, posttest = _result(demands.pretest, quizzes), _result(demands.posttest, quizzes)
    return SeatOutcome(
        attendance=attendance,
        items=Rate(done.days, len(demands.required)),
        practice=done.practice,
        quizzes=MappingProxyType(quizzes),
        pretest=pretest.first,
        first_posttest=posttest.first,
        posttest=posttest.score,
        pair=_firsts(pretest, posttest) if is_paired else None,
        missing=missing(demands, attendance, quizzes),
        late_posttest=is_late,
    )


def pair_of(
    demands: Demands, quizzes: Mapping[str, QuizResult], period: Period
) -> tuple[Fraction, Fraction] | None:
    """The scores of the first pre-test and post-test if they are a pair (`SeatOutcome.pair`)."""
    pretest, posttest = _result(demands.pretest, quizzes), _result(demands.posttest, quizzes)
    return _firsts(pretest, posttest) if _is_pair(pretest, posttest, period) else None


def _firsts(pretest: QuizResult, posttest: QuizResult) -> tuple[Fraction, Fraction] | None:
    if pretest.first is None or posttest.first is None:
        return None
    return pretest.first, posttest.first


def _is_pair(pretest: QuizResult, posttest: QuizResult, period: Period) -> bool:
    if pretest.first is None or posttest.first is None:
        return False
    if not period.is_in_days(posttest.begun_at):
        return False
    # A pre-test sat after the post-test says nothing about what was gained.
    begun = pretest.begun_at, posttest.begun_at
    return begun[0] is None or begun[1] is None or begun[0] <= begun[1]


def _result(quiz: Quiz | None, quizzes: Mapping[str, QuizResult]) -> QuizResult:
    return NOT_BEGUN if quiz is None else quizzes.get(quiz.id, NOT_BEGUN)
