"""The analysis of a quiz: how hard each item is, whom it tells apart, which options were chosen.

Only first attempts count: later ones are no independent look at the questions. An answer that
waits for a trainer is left out of its item; while there are any, the item is left out of the
figures of the whole quiz.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from lms.questions import Question
from lms.questions.base import option_key
from lms.questions.choices import ChoiceQuestion
from lms.questions.template import Template
from lms.questions.true_false import TrueFalseQuestion
from lms.quizzes.attempts.rules import question_seed
from lms.statistics import quiz as whole
from lms.statistics.items import (
    FEW_PEOPLE,
    Difficulty,
    Discrimination,
    ScoreRow,
    difficulty,
    difficulty_band,
    discrimination,
    discrimination_band,
    distractor_works,
    outer_groups,
)
from lms.statistics.reliability import kr20

SAY = {"true": Template("Benar"), "false": Template("Salah")}


@dataclass(frozen=True)
class GivenAnswer:
    """One answer: its credit (None: waits for a trainer), its most points, what was chosen."""

    credit: Fraction | None
    points: Fraction
    chosen: frozenset[str] = frozenset()


@dataclass(frozen=True)
class FirstAttempt:
    """One person's first attempt: the seed of its numbers and the answers by question id."""

    person: int
    seed: int
    answers: Mapping[str, GivenAnswer]

    @cached_property
    def total(self) -> Fraction:
        earned = (g.credit * g.points for g in self.answers.values() if g.credit is not None)
        return sum(earned, Fraction(0))


@dataclass(frozen=True)
class OptionAnalysis:
    """An option: the share of the upper and the lower group, and of everybody, who chose it."""

    text: Template
    right: bool
    upper: Fraction
    lower: Fraction
    count: int
    works: bool


@dataclass(frozen=True)
class ItemAnalysis:
    """What is known about one question. A figure that cannot be told is None.

    The upper and the lower group have `group` people each. `weight` is the effective weight in the
    quiz, for an item that is graded for everybody.
    """

    question: Question
    people: int
    waiting: int
    p: Fraction | None
    d: Fraction | None
    index: float | None
    efficiency: Fraction | None
    deviation: float | None
    group: int
    p_upper: Fraction | None
    p_lower: Fraction | None
    choices: tuple[OptionAnalysis, ...]
    weight: float | None = None

    @property
    def difficulty(self) -> Difficulty | None:
        return None if self.p is None else difficulty_band(self.p)

    @property
    def discrimination(self) -> Discrimination | None:
        return None if self.d is None else discrimination_band(self.d)


@dataclass(frozen=True)
class QuizFigures:
    """Figures of the whole quiz, over `items` items that are graded for everybody.

    `mean`, `median`, `deviation` and `error` are shares of the highest score. KR-20 is over the
    `binary` items that are only ever right or wrong.
    """

    items: int
    mean: Fraction | None
    median: Fraction | None
    deviation: float | None
    skewness: float | None
    kurtosis: float | None
    consistency: Fraction | None
    error_ratio: float | None
    error: float | None
    kr20: Fraction | None
    binary: int


@dataclass(frozen=True)
class Analysis:
    """The analysis of one form of a quiz."""

    people: int
    items: tuple[ItemAnalysis, ...]
    whole: QuizFigures

    @property
    def is_a_hint(self) -> bool:
        """Whether there are so few people that the figures are a hint only."""
        return self.people < FEW_PEOPLE


def analyse(questions: Sequence[Question], quiz_attempts: Sequence[FirstAttempt]) -> Analysis:
    """The analysis of these questions over first attempts at them."""
    items = [_item(question, quiz_attempts) for question in questions]
    complete = [item for item in items if item.people == len(quiz_attempts) and quiz_attempts]
    marks = [[_points(each, item) for item in complete] for each in quiz_attempts]
    ids = [item.question.id for item in complete]
    weights = dict(zip(ids, whole.effective_weights(marks), strict=True))
    weighted = tuple(replace(item, weight=weights.get(item.question.id)) for item in items)
    return Analysis(len(quiz_attempts), weighted, _whole(complete, marks, quiz_attempts))


def _item(question: Question, quiz_attempts: Sequence[FirstAttempt]) -> ItemAnalysis:
    asked = [each for each in quiz_attempts if question.id in each.answers]
    graded = [each for each in asked if each.answers[question.id].credit is not None]
    rows = [ScoreRow(each.person, each.total, each.answers[question.id].credit) for each in graded]
    earned = [row.credit for row in rows if row.credit is not None]
    others = [
        each.total - credit * each.answers[question.id].points
        for each, credit in zip(graded, earned, strict=True)
    ]
    groups = outer_groups(rows)
    upper, lower = ({row.person for row in group} for group in groups)
    p_upper, p_lower = (difficulty(row.credit for row in group) for group in groups)
    return ItemAnalysis(
        question=question,
        people=len(graded),
        waiting=len(asked) - len(graded),
        p=difficulty(earned),
        d=discrimination(rows),
        index=whole.discrimination_index(earned, others),
        efficiency=whole.discriminative_efficiency(earned, others),
        deviation=whole.deviation(earned),
        group=len(upper),
        p_upper=p_upper,
        p_lower=p_lower,
        choices=_choices(question, graded, upper, lower),
    )


def _choices(
    question: Question, quiz_attempts: Sequence[FirstAttempt], upper: set[int], lower: set[int]
) -> tuple[OptionAnalysis, ...]:
    """Who chose what, in the author's order; nothing where there is no choice."""
    texts = _texts(question)
    chosen: list[set[int]] = [set() for _text in texts]
    for each in quiz_attempts:
        keys = each.answers[question.id].chosen
        for n, key in enumerate(_keys(question, each.seed) if keys else ()):
            if key in keys:
                chosen[n].add(each.person)
    size = len(upper) or 1
    return tuple(
        OptionAnalysis(
            text=text,
            right=right,
            upper=Fraction(len(people & upper), size),
            lower=Fraction(len(people & lower), size),
            count=len(people),
            works=right or distractor_works(len(people), len(quiz_attempts)),
        )
        for (text, right), people in zip(texts, chosen, strict=True)
    )


def _texts(question: Question) -> list[tuple[Template, bool]]:
    if isinstance(question, ChoiceQuestion):
        options = [(option.text, option.right) for option in question.written]
    elif isinstance(question, TrueFalseQuestion):
        truth = question.written_truth
        options = [
            (text, truth if isinstance(truth, str) else (key == "true") is truth)
            for key, text in SAY.items()
        ]
    else:
        return []
    fixed = [(text, right) for text, right in options if isinstance(right, bool)]
    # Where a drawn row says which is right, an option is right for some and wrong for others.
    return fixed if len(fixed) == len(options) else []


def _keys(question: Question, seed: int) -> list[str]:
    """The keys of the options in one attempt, in the author's order."""
    if isinstance(question, TrueFalseQuestion):
        return list(SAY)[: len(_texts(question))]
    own = question_seed(seed, question.drawn_as)
    return [option_key(question, own, n) for n in range(len(_texts(question)))]


def _whole(
    complete: Sequence[ItemAnalysis],
    marks: whole.Rows,
    quiz_attempts: Sequence[FirstAttempt],
) -> QuizFigures:
    """The figures over the items that are graded for everybody, of which `marks` are a row each."""
    most = sum((item.question.points for item in complete), Fraction(0))
    binary = [
        item
        for item in complete
        if all(each.answers[item.question.id].credit in (0, 1) for each in quiz_attempts)
    ]
    right = [[int(_credit(each, item)) for item in binary] for each in quiz_attempts]
    totals = [sum(row, Fraction(0)) for row in marks]
    consistency = whole.internal_consistency(marks)
    middle = whole.median(totals)
    return QuizFigures(
        items=len(complete),
        mean=whole.facility(totals, most),
        median=None if middle is None or not most else middle / most,
        deviation=whole.deviation(totals, most),
        skewness=whole.skewness(totals),
        kurtosis=whole.kurtosis(totals),
        consistency=consistency,
        error_ratio=whole.error_ratio(consistency),
        error=whole.standard_error(marks, most),
        kr20=kr20(right),
        binary=len(binary),
    )


def _credit(quiz_attempt: FirstAttempt, item: ItemAnalysis) -> Fraction:
    return quiz_attempt.answers[item.question.id].credit or Fraction(0)


def _points(quiz_attempt: FirstAttempt, item: ItemAnalysis) -> Fraction:
    return _credit(quiz_attempt, item) * item.question.points
