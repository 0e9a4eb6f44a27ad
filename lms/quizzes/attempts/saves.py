"""Which save of an answer holds, and what a phone's own log of late answers is worth.

The server signs each page of a question as it shows it (`QuestionPage`). A phone without a
connection logs for each answer how long after that page was shown it was given. This proves when
the page was shown and when the log arrived; the time between is the phone's word. It is believed
where it is possible, and a trainer is told.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from lms.errors import Conflict
from lms.language import gettext_noop as _
from lms.questions import Answer
from lms.questions.base import Fields

LATEST_DELIVERY = timedelta(days=3)
"""How long after the end of an attempt a phone may still deliver."""

_MICROSECOND = timedelta(microseconds=1)


class Save(NamedTuple):
    """One save of an answer. `number` counts the changes on the page called `client`.

    `opened_at` is when that page was shown; a page nobody knows counts as shown when it saved.
    It puts pages in order, so no page is signed with an instant before one that has saved
    (`AnswerSheet.page_at`), whatever the server's clock says.
    `is_checked`: she has checked this answer, and seen how it went. `is_answered`: it is not empty.
    """

    id: int
    position: int
    client: str
    number: int
    saved_at: datetime
    opened_at: datetime | None = None
    is_checked: bool = False
    is_answered: bool = True

    @property
    def page_at(self) -> datetime:
        """When the page was shown."""
        return self.opened_at or self.saved_at


def in_force(saves: Iterable[Save]) -> dict[int, Save]:
    """The save that holds for each position; `saves` come in the order they arrived.

    A save counts if its number is higher than any earlier one of the same client, so that a request
    that was overtaken changes nothing. Of what counts, the page shown last holds: what an earlier
    device had kept without a connection never takes the place of a newer device's answer. What was
    checked holds for ever, whatever arrives later and from wherever.
    """
    highest: dict[tuple[int, str], int] = {}
    holding: dict[int, Save] = {}
    checked: dict[int, Save] = {}
    for save in saves:
        if save.is_checked:
            checked[save.position] = save
        page = (save.position, save.client)
        if save.number <= highest.get(page, -1):
            continue
        highest[page] = save.number
        held = holding.get(save.position)
        # A page nobody knows is the newest when it saves, even if the clock was set back since.
        if held is None or save.opened_at is None or save.page_at >= held.page_at:
            holding[save.position] = save
    return holding | checked


@dataclass(frozen=True)
class AnswerSheet:
    """What was answered so far: the saves that hold and the last number, both by position.

    `newest_page_at` is when the newest page that has saved was shown, None before the first save.
    """

    holding: dict[int, Save]
    last_number: dict[int, int]
    newest_page_at: datetime | None

    def is_answered(self, position: int) -> bool:
        return position in self.holding and self.holding[position].is_answered

    def is_checked(self, position: int) -> bool:
        """Whether the answer was checked and cannot be changed any more."""
        return position in self.holding and self.holding[position].is_checked

    def saved_at(self, position: int) -> datetime | None:
        """When the answer was saved, None if there is none."""
        return self.holding[position].saved_at if position in self.holding else None

    def page_at(self, now: datetime) -> datetime:
        """The instant a page shown at `now` is signed with: after every page that has saved.

        The clock of the server may have been set back since; what is answered now is newer all
        the same.
        """
        return now if self.newest_page_at is None else max(now, self.newest_page_at + _MICROSECOND)


def sheet_from(saves: Sequence[Save]) -> AnswerSheet:
    """What holds of `saves`, which come in the order they arrived."""
    last_number: dict[int, int] = {}
    for save in saves:
        last_number[save.position] = max(save.number, last_number.get(save.position, 0))
    newest_page_at = max((save.page_at for save in saves), default=None)
    return AnswerSheet(in_force(saves), last_number, newest_page_at)


@dataclass(frozen=True)
class QuestionPage:
    """A page of a question as it was shown: when, and with which answer under which number."""

    client: str
    opened_at: datetime
    number: int
    shown: str  # the digest of the answer on it

    def is_untouched(self, number: int, answer: Answer | None) -> bool:
        """Whether a save of it brings nothing new, so that it replaces nobody's answer."""
        return number == self.number and digest(answer) == self.shown


@dataclass(frozen=True)
class Sent:
    """A form as the page `client` sent it at `now` as its save `number`.

    `page` is the page it comes from, None if that cannot be proved. `by_button`: it was sent
    without a script, which counts nothing.
    """

    position: int
    fields: Fields
    client: str
    number: int
    now: datetime
    page: QuestionPage | None = None
    by_button: bool = False


def digest(answer: Answer | None) -> str:
    """A short name of an answer, the same for the same answer."""
    return sha256(json.dumps(answer).encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Logged:
    """An answer as a phone kept it, `elapsed` after its page was shown.

    `steady` is the same by the phone's steady clock, which may stand still while it sleeps;
    `wall` by its clock on the wall, which may be set.
    """

    page: QuestionPage
    position: int
    number: int
    fields: Fields
    steady: timedelta
    wall: timedelta

    def answered_at(self, now: datetime) -> datetime:
        """When it was given: the later of both clocks, but not after `now`.

        More than that no clock says: the server's own may have been set back since.
        """
        return min(self.page.opened_at + max(self.steady, self.wall), now)


def in_time(
    log: Sequence[Logged], ends_at: datetime | None, now: datetime
) -> tuple[list[Logged], int]:
    """The answers of a log that were given before the end, in order, and how many were not.

    Raises Conflict for a log that cannot be true, or comes too long after the end.
    """
    if ends_at is not None and now > ends_at + LATEST_DELIVERY:
        raise Conflict(_("This comes too long after the end. Show the code to your trainer."))
    ordered = sorted(log, key=lambda each: (each.answered_at(now), each.number))
    latest: dict[tuple[int, str], int] = {}
    for each in ordered:
        page = (each.position, each.page.client)
        # A steady clock does not go back, and numbers grow with time.
        if each.steady < timedelta(0) or each.number < latest.get(page, 0):
            raise Conflict(
                _("The times of these answers do not fit. Show the code to your trainer.")
            )
        latest[page] = each.number
    taken = [e for e in ordered if ends_at is None or e.answered_at(now) < ends_at]
    return taken, len(log) - len(taken)
