"""What a quiz tells a person about its review, in as few lines as it takes."""

from dataclasses import dataclass
from datetime import datetime

from lms.content.settings import Aspect, ReviewTime
from lms.content.values import NumbersFrom, Quiz
from lms.quizzes.windows.rules import Window
from lms.quizzes.windows.rules_review import RIGHT_AFTER, TELLS_THE_KEY, time_of

_AFTER = (ReviewTime.RIGHT_AFTER, ReviewTime.WHILE_OPEN, ReviewTime.AFTER_CLOSE)


@dataclass(frozen=True)
class ReviewLine:
    """What is shown from a time on, in the order of the aspects.

    `since` None: from handing in on, and it stays so.
    """

    since: ReviewTime | None
    aspects: tuple[Aspect, ...]


@dataclass(frozen=True)
class ReviewSummary:
    """What is shown when; `waits`: what tells the key waits for the others of the workshop.

    `checking`: what is shown of an answer as soon as it is checked, nothing where none can be.
    """

    lines: tuple[ReviewLine, ...]
    waits: bool
    checking: tuple[Aspect, ...] = ()


def review_summary(quiz: Quiz) -> ReviewSummary:
    """What a cover says about the review of a quiz."""
    lines: list[ReviewLine] = []
    for when in _AFTER:
        aspects = _seen(quiz, when)
        if not lines or lines[-1].aspects != aspects:
            lines.append(ReviewLine(when, aspects))
    if len(lines) == 1:
        lines = [ReviewLine(None, lines[0].aspects)]
    early = quiz.review.at(ReviewTime.RIGHT_AFTER) | quiz.review.at(ReviewTime.WHILE_OPEN)
    shared = quiz.numbers is NumbersFrom.WORKSHOP
    waits = shared and bool(early & TELLS_THE_KEY)
    return ReviewSummary(tuple(lines), waits, _seen(quiz, ReviewTime.DURING))


def _seen(quiz: Quiz, when: ReviewTime) -> tuple[Aspect, ...]:
    return tuple(aspect for aspect in Aspect if aspect in quiz.review.at(when))


def next_review_at(
    quiz: Quiz, window: Window, handed_in_at: datetime | None, now: datetime
) -> datetime | None:
    """When a person will see more of an attempt than now; None if she never will.

    Nobody knows when numbers that are shared may be told; this is what the author says.
    """
    when = time_of(handed_in_at, window, now)
    seen = quiz.review.at(when)
    if (
        when is ReviewTime.RIGHT_AFTER
        and handed_in_at
        and quiz.review.at(ReviewTime.WHILE_OPEN) - seen
    ):
        return handed_in_at + RIGHT_AFTER
    if when is not ReviewTime.AFTER_CLOSE and quiz.review.at(ReviewTime.AFTER_CLOSE) - seen:
        return window.closes_at
    return None
