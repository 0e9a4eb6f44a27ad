"""When one may ask to be excused, and what becomes of it."""

from datetime import datetime, timedelta
from enum import StrEnum

from lms.attendance.rules import COUNTS_AS_PRESENT, Presence
from lms.errors import Conflict
from lms.language import gettext_noop as _
from lms.workshops.rules import Slot

ASK_UNTIL = timedelta(days=7)
"""How long after a meeting one may still ask to be excused from it."""


class ExcuseKind(StrEnum):
    """Why somebody is not there; the same words as the attendance that comes of it."""

    EXCUSED = "excused"
    SICK = "sick"

    @property
    def presence(self) -> Presence:
        """What is recorded when the excuse is accepted."""
        return Presence(self.value)


class ExcuseState(StrEnum):
    """Where a request stands."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


STATE_WORDS = {
    ExcuseState.WAITING: _("Waiting for the trainer"),
    ExcuseState.ACCEPTED: _("Accepted"),
    ExcuseState.DECLINED: _("Not accepted"),
    ExcuseState.WITHDRAWN: _("Taken back"),
}
MOVES = {
    ExcuseState.WAITING: {ExcuseState.ACCEPTED, ExcuseState.DECLINED, ExcuseState.WITHDRAWN},
    ExcuseState.ACCEPTED: set[ExcuseState](),
    ExcuseState.DECLINED: {ExcuseState.WAITING},
    ExcuseState.WITHDRAWN: {ExcuseState.WAITING},
}


def move(state: ExcuseState, to: ExcuseState) -> ExcuseState:
    """`to`; raises Conflict if a request in `state` cannot go there."""
    if to not in MOVES[state]:
        raise Conflict(_("This request was decided or taken back already. Load the page again."))
    return to


def may_ask(slot: Slot, presence: Presence | None, now: datetime) -> bool:
    """Whether one can ask to be excused: a meeting to come, or over for at most ASK_UNTIL.

    Not for a cancelled one, and not where she was there or is excused already.
    """
    in_time = now <= slot.ends_at + ASK_UNTIL
    return in_time and not slot.cancelled and presence in (None, Presence.ABSENT)


def may_record(stored: Presence | None) -> bool:
    """Whether an accepted excuse may be written over what is recorded: never a presence."""
    return stored not in COUNTS_AS_PRESENT
