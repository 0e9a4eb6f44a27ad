"""What a card is good for."""

from datetime import datetime
from enum import StrEnum

from lms.language import mark as _


class CardFitness(StrEnum):
    """Whether a card can be used, and if not, why."""

    GOOD = "good"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    REPLACED = "replaced"
    USED = "used"
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
    CardFitness.LEFT: _(
        "This card is not valid any more: you are not registered as a participant just now. Ask "
        "an assistant or the organiser; you get a new card if this is wrong."
    ),
}


def fitness(
    *,
    expires_at: datetime,
    used_at: datetime | None,
    revoked_at: datetime | None,
    is_participant: bool,
    now: datetime,
) -> CardFitness:
    """Return whether a card can be used at `now`; it is out of date from `expires_at` on."""
    if used_at is not None:
        return CardFitness.USED
    if not is_participant:
        return CardFitness.LEFT
    if revoked_at is not None:
        return CardFitness.REPLACED
    return CardFitness.EXPIRED if now >= expires_at else CardFitness.GOOD
