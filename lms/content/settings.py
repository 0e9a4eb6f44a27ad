"""What an author may set about a quiz besides its questions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class CountedAttempt(StrEnum):
    """Which of several attempts counts."""

    BEST = "best"
    FIRST = "first"
    LAST = "last"
    AVERAGE = "average"


class Aspect(StrEnum):
    """What a person may see of an attempt.

    Score: of the whole attempt. Correctness: which answers are right. Feedback: what the author
    says to the answer given, and the trainer's comment. Solution: the right answer, explained.
    """

    SCORE = "score"
    CORRECTNESS = "correctness"
    FEEDBACK = "feedback"
    SOLUTION = "solution"


class ReviewTime(StrEnum):
    """Since when she may see it: each lasts until the next begins."""

    DURING = "during"  # the attempt is going on: of each answer that she has checked
    RIGHT_AFTER = "right_after"  # shortly after it was handed in
    WHILE_OPEN = "while_open"  # later, while the quiz is open
    AFTER_CLOSE = "after_close"


NOTHING: frozenset[Aspect] = frozenset()
EVERYTHING = frozenset(Aspect)
SCORE_ALONE = frozenset({Aspect.SCORE})
OF_ONE_ANSWER = EVERYTHING - SCORE_ALONE
"""What can be said of one answer while the attempt is going on: no score is there yet."""


@dataclass(frozen=True)
class Review:
    """What may be seen when; a time that is not named shows nothing."""

    shown: Mapping[ReviewTime, frozenset[Aspect]] = field(hash=False)

    def at(self, when: ReviewTime) -> frozenset[Aspect]:
        return self.shown.get(when, NOTHING)


def after_handing_in(
    right_after: frozenset[Aspect], while_open: frozenset[Aspect], after_close: frozenset[Aspect]
) -> Review:
    """A review that shows nothing while the attempt is going on."""
    return Review(
        {
            ReviewTime.DURING: NOTHING,
            ReviewTime.RIGHT_AFTER: right_after,
            ReviewTime.WHILE_OPEN: while_open,
            ReviewTime.AFTER_CLOSE: after_close,
        }
    )


PRESETS: Mapping[str, Review] = {
    "full": after_handing_in(EVERYTHING, EVERYTHING, EVERYTHING),
    "later": after_handing_in(SCORE_ALONE, SCORE_ALONE, EVERYTHING),
    "score": after_handing_in(SCORE_ALONE, SCORE_ALONE, SCORE_ALONE),
    "none": after_handing_in(NOTHING, NOTHING, NOTHING),
}
"""Reviews by the one word an author writes for them."""


@dataclass(frozen=True)
class Remedial:
    """More attempts for those below the pass mark, with a form of its own ("": the other ones)."""

    attempts: int
    form: str = ""


@dataclass(frozen=True)
class Pick:
    """So many questions to be drawn of those with these ids; of one alone it is that one."""

    count: int
    ids: tuple[str, ...]
