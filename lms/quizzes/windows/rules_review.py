"""What a person may see of an attempt, and when.

The author's matrix says what. With numbers that the whole workshop shares, what tells the key
waits in any case until nobody can sit the same numbers any more, or a trainer shows it: whoever
is done first must not know the answers of a neighbour who still sits.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from lms.content.settings import Aspect, Review, ReviewTime
from lms.quizzes.windows.rules import Window

RIGHT_AFTER = timedelta(minutes=15)
"""How long after handing in counts as right after."""

TELLS_THE_KEY = frozenset({Aspect.CORRECTNESS, Aspect.FEEDBACK, Aspect.SOLUTION})


@dataclass(frozen=True)
class Peers:
    """Who else has to do with the numbers of an attempt.

    `under_way`: somebody sits the same at the moment. `to_come`: somebody may still begin.
    `finished`: somebody has handed them in. `is_shown`: a trainer shows the key.
    """

    under_way: bool = False
    to_come: bool = False
    finished: bool = False
    is_shown: bool = False

    @property
    def may_know(self) -> bool:
        """Whether the key may be known: nobody is left whom it would help."""
        return self.is_shown or not (self.under_way or self.to_come)


NO_PEERS = Peers()
"""Numbers of one's own."""


def time_of(handed_in_at: datetime | None, window: Window, now: datetime) -> ReviewTime:
    """Which time of the review it is."""
    if handed_in_at is None:
        return ReviewTime.DURING
    if window.is_closed(now):
        return ReviewTime.AFTER_CLOSE
    return ReviewTime.RIGHT_AFTER if now < handed_in_at + RIGHT_AFTER else ReviewTime.WHILE_OPEN


def visible(
    review: Review,
    handed_in_at: datetime | None,
    window: Window,
    now: datetime,
    peers: Peers = NO_PEERS,
) -> frozenset[Aspect]:
    """What a person may see of an attempt of hers; the window is her own."""
    shown = review.at(time_of(handed_in_at, window, now))
    return shown if peers.may_know else shown - TELLS_THE_KEY
