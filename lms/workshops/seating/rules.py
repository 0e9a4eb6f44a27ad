"""Who has a seat and who waits for one: pure.

Nobody is seated beyond the capacity, nobody both sits and waits, and who waits longer goes first:
a seat is given to a newcomer only if it is free and nobody waits for it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from lms.errors import Conflict
from lms.language import gettext_noop as _
from lms.workshops.rules import Phase

FILLED_BY_ITSELF = frozenset({Phase.PLANNED, Phase.OPEN, Phase.RUNNING})
"""While meetings are to come, a seat that gets free is given to who waits first. After the last
meeting nobody moves up by itself: there is nothing left to sit in."""

FORMS = ("A", "B")
"""The forms of a test, of which half of a workshop has each first."""


def form_to_give(held: Mapping[str, int]) -> str:
    """The form that fewer have first of those who sit in a workshop; A of equally many."""
    return min(FORMS, key=lambda form: held.get(form, 0))


@dataclass(frozen=True)
class Seating:
    """The people of a workshop by id: those with a seat, and those waiting, the first in front."""

    capacity: int
    seated: frozenset[int] = frozenset()
    waiting: tuple[int, ...] = ()

    @property
    def free(self) -> int:
        """How many more people can sit."""
        return max(0, self.capacity - len(self.seated))

    def admit(self, newcomers: Iterable[int]) -> "Seating":
        """Give newcomers the seats nobody waits for, in their order; the others wait behind."""
        seated, waiting = set(self.seated), dict.fromkeys(self.waiting)
        for person in newcomers:
            if person in seated or person in waiting:
                continue
            if len(seated) < self.capacity and not waiting:
                seated.add(person)
            else:
                waiting[person] = None
        return replace(self, seated=frozenset(seated), waiting=tuple(waiting))

    def fill(self) -> "Seating":
        """Give the free seats to those who wait, the first in front."""
        up = self.waiting[: self.free]
        return replace(self, seated=self.seated | set(up), waiting=self.waiting[len(up) :])

    def promote(self, person: int) -> "Seating":
        """Give one who waits a free seat out of turn. Raises Conflict if there is none."""
        if person not in self.waiting:
            raise Conflict(_("This person is not on the waiting list any more."))
        if not self.free:
            raise Conflict(
                _("All %(seats)s seats are taken. Raise the capacity first."), seats=self.capacity
            )
        return replace(self, seated=self.seated | {person}, waiting=_without(self.waiting, person))

    def put_first(self, person: int) -> "Seating":
        """Let somebody wait in front of all others."""
        return replace(self, waiting=(person, *_without(self.waiting, person)))

    def move(self, person: int, place: int) -> "Seating":
        """Put one who waits at `place` (from 1; beyond the end is the end). Raises Conflict."""
        if person not in self.waiting:
            raise Conflict(_("This person is not on the waiting list any more."))
        others = _without(self.waiting, person)
        at = min(max(place, 1) - 1, len(others))
        return replace(self, waiting=(*others[:at], person, *others[at:]))

    def leave(self, person: int) -> "Seating":
        """Take somebody out, from her seat or from the list."""
        return replace(self, seated=self.seated - {person}, waiting=_without(self.waiting, person))


def seats_by_last(links: Mapping[int, int | None]) -> dict[int, tuple[int, ...]]:
    """The holders of each seat in order, by the last one.

    `links` has every enrolment and whom it replaces, None for the first holder of a seat.
    """
    replaced = set(links.values())
    seats = {}
    for last in links:
        if last in replaced:
            continue
        holders = [last]
        while (before := links.get(holders[-1])) is not None:
            holders.append(before)
        seats[last] = tuple(reversed(holders))
    return seats


def _without(waiting: Sequence[int], person: int) -> tuple[int, ...]:
    return tuple(one for one in waiting if one != person)
