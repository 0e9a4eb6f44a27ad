"""What the answers to a questionnaire say together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from lms.content.statements import Statement
from lms.language import gettext_noop as _
from lms.statistics.rates import Rate, total
from lms.workshops.rules import Schedule

RATINGS = (1, 2, 3, 4, 5)
RATING_WORDS = {
    1: _("Do not agree at all"),
    2: _("Disagree"),
    3: _("So-so"),
    4: _("Agree"),
    5: _("Fully agree"),
}
MAX_WORDS_LENGTH = 500
MIN_ANSWERED = 5
"""Of fewer people trainers see nothing: they would know who said what."""


@dataclass(frozen=True)
class Said:
    """One person's answers by the ids of the statements: ratings from 1 to 5, and words."""

    ratings: Mapping[str, int]
    words: Mapping[str, str]


@dataclass(frozen=True)
class RatingFigures:
    """How far people agree with a statement: how many chose 1, 2, 3, 4, 5."""

    statement: Statement
    counts: tuple[int, ...]

    @property
    def answered(self) -> int:
        return sum(self.counts)

    @property
    def mean(self) -> Fraction | None:
        """From 1 to 5, None where nobody has answered."""
        total = sum(rating * count for rating, count in zip(RATINGS, self.counts, strict=True))
        return Fraction(total, self.answered) if self.answered else None

    @property
    def agree(self) -> Rate:
        """How many chose 4 or 5 of those who answered."""
        return Rate(sum(self.counts[3:]), self.answered)


@dataclass(frozen=True)
class OpenAnswers:
    """What people wrote, in an order that does not tell who was first."""

    statement: Statement
    words: tuple[str, ...]


@dataclass(frozen=True)
class FeedbackResult:
    """The questionnaire of a workshop: how many of those asked answered, and what they said."""

    response: Rate
    ratings: tuple[RatingFigures, ...]
    open_answers: tuple[OpenAnswers, ...]

    @property
    def is_enough(self) -> bool:
        """Whether so many answered that nobody can be told by it."""
        return self.response.part >= MIN_ANSWERED

    @property
    def mean(self) -> Fraction | None:
        """Over all answers to all statements, from 1 to 5; None without any."""
        figures = [each for each in self.ratings if each.mean is not None]
        answered = sum(each.answered for each in figures)
        total = sum(each.mean * each.answered for each in figures if each.mean is not None)
        return Fraction(total, answered) if answered else None


def is_open_for_answers(schedule: Schedule, now: datetime) -> bool:
    """Whether it may be answered: from the last day until somebody closes the workshop."""
    return schedule.has_last_day_begun(now) and not schedule.is_closed_by_hand(now)


def feedback_result(
    statements: Sequence[Statement], asked: int, said: Iterable[Said]
) -> FeedbackResult:
    """Put together what `said` holds; who answered is among the `asked`."""
    all_said = list(said)
    ratings = tuple(
        RatingFigures(each, tuple(_count(all_said, each.id, rating) for rating in RATINGS))
        for each in statements
        if not each.open
    )
    written = tuple(
        OpenAnswers(
            each,
            tuple(sorted((s.words[each.id] for s in all_said if s.words.get(each.id)), key=_mixed)),
        )
        for each in statements
        if each.open
    )
    return FeedbackResult(Rate(len(all_said), asked), ratings, written)


def counted_result(
    statements: Sequence[Statement], response: Rate, counts: Mapping[tuple[str, int | None], int]
) -> FeedbackResult:
    """The figures alone; `counts` say how many gave a statement (its id) which rating."""
    ratings = tuple(
        RatingFigures(each, tuple(counts.get((each.id, rating), 0) for rating in RATINGS))
        for each in statements
        if not each.open
    )
    return FeedbackResult(response, ratings, ())


def pooled_results(results: Iterable[FeedbackResult]) -> FeedbackResult:
    """The figures of several workshops together; statements of one id are one."""
    listed = list(results)
    found: dict[str, RatingFigures] = {}
    for each in (figures for result in listed for figures in result.ratings):
        before = found.get(each.statement.id)
        counts = before.counts if before else (0,) * len(RATINGS)
        found[each.statement.id] = RatingFigures(
            each.statement, tuple(map(sum, zip(counts, each.counts, strict=True)))
        )
    return FeedbackResult(total(each.response for each in listed), tuple(found.values()), ())


def _count(said: Iterable[Said], statement_id: str, rating: int) -> int:
    return sum(each.ratings.get(statement_id) == rating for each in said)


def _mixed(words: str) -> tuple[str, str]:
    """By the alphabet: neither by time nor by person, so two lists cannot be laid side by side."""
    return words.casefold(), words
