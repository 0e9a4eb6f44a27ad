"""What a card is good for."""

from datetime import datetime, timedelta
from enum import StrEnum

from lms.language import gettext_noop as _

WAIT = timedelta(days=3)
"""So long a card of somebody who belongs to several programs waits: she and they may refuse it."""


class CardFitness(StrEnum):
    """Whether a card can be used, and if not, why."""

    GOOD = "good"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    REPLACED = "replaced"
    USED = "used"
    WAITS = "waits"
    LEFT = "left"  # she takes part in no workshop any more, or runs one


WORDS: dict[CardFitness, str] = {
    CardFitness.UNKNOWN: _(
        "Code and one-time code do not match. Compare them with your card once more. "
        "If it still fails, ask an assistant for a new card."
    ),
    CardFitness.EXPIRED: _("This card is out of date. Ask an assistant for a new card."),
    CardFitness.REPLACED: _(
        "A newer card took the place of this one, or you had left the workshop meanwhile. Use the "
        "newest card, or ask an assistant for a new card."
    ),
    CardFitness.USED: _("This card was used already. Ask an assistant for a new card."),
    CardFitness.WAITS: _(
        "This card cannot be used yet. Its owner takes part in several programs, and all of them "
        "are told first; the card says from which day it can be used. Until then the PIN works as "
        "before. If it is urgent, ask the administrator."
    ),
    CardFitness.LEFT: _(
        "This card is not valid any more: you are not registered as a participant just now. Ask "
        "an assistant or the organiser; you get a new card if this is wrong."
    ),
}


def usable_from(issued_at: datetime, *, of_several: bool, by_administrator: bool) -> datetime:
    """From when on a card can be used.

    At once, but for somebody of several programs only WAIT later, unless an administrator made it.
    """
    return issued_at + WAIT if of_several and not by_administrator else issued_at


def fitness(
    *,
    usable_from: datetime,
    expires_at: datetime,
    used_at: datetime | None,
    revoked_at: datetime | None,
    is_participant: bool,
    now: datetime,
) -> CardFitness:
    """Whether a card can be used at `now`; it is out of date from `expires_at` on.

    Before `usable_from` it waits.
    """
    if used_at is not None:
        return CardFitness.USED
    if not is_participant:
        return CardFitness.LEFT
    if revoked_at is not None:
        return CardFitness.REPLACED
    if now >= expires_at:
        return CardFitness.EXPIRED
    return CardFitness.WAITS if now < usable_from else CardFitness.GOOD
