"""What importing a list would do, row by row: pure, so that preview and import agree."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from lms.enrolment.importing.doubts import (
    LEAVE_OUT,
    MAY_BE_NOBODY,
    SAME,
    WRITTEN,
    is_a_person,
    mismatch,
    resembles,
    same_person,
    which_cooperative,
    which_district,
    which_workshop,
)
from lms.enrolment.importing.known import Cooperatives, Known, KnownMatch, People
from lms.enrolment.importing.problems import Doubt, ProblemKind, decided, problem
from lms.enrolment.importing.reading import ParticipantRow
from lms.language import gettext_noop as _
from lms.people.contacts import cooperative_key


class RowOutcome(StrEnum):
    """What happens to a row."""

    HELD = "held"
    UNUSABLE = "unusable"
    CREATE = "create"
    ENROL = "enrol"
    REPEATED = "repeated"
    WITHDRAWN = "withdrawn"
    ELSEWHERE = "elsewhere"
    ENROLLED = "enrolled"
    WAITING = "waiting"
    LEFT_OUT = "left_out"
    OTHER = "other"


OUTCOME_WORDS = {
    RowOutcome.HELD: _("Waits for your decision"),
    RowOutcome.CREATE: _("New"),
    RowOutcome.ENROL: _("Known, will be enrolled"),
    RowOutcome.ENROLLED: _("Enrolled already"),
    RowOutcome.WAITING: _("On the waiting list already"),
    RowOutcome.WITHDRAWN: _("Has withdrawn"),
    RowOutcome.ELSEWHERE: _("In another workshop"),
    RowOutcome.REPEATED: _("Twice in the list"),
    RowOutcome.UNUSABLE: _("Cannot be imported"),
    RowOutcome.LEFT_OUT: _("Left out"),
    RowOutcome.OTHER: _("For another workshop"),
}
TAKES_A_SEAT = frozenset({RowOutcome.CREATE, RowOutcome.ENROL})
_SETTLED = {RowOutcome.ENROLLED, RowOutcome.WAITING, RowOutcome.LEFT_OUT}
LOOKED_AT = frozenset(RowOutcome) - TAKES_A_SEAT - _SETTLED
"""Outcomes an organiser wants to see even in a hurry."""


@dataclass(frozen=True)
class FreeSeats:
    """The workshops a list is imported into: seats left by number.

    `usual` is for rows without a number; `are_all` tells that the program has no others.
    """

    usual: int
    seats: Mapping[int, int]
    are_all: bool = False


@dataclass(frozen=True)
class Planned:
    """A row and what happens to it, in which workshop, and what is to be decided about it.

    `waits` if all seats are taken by then, so that she goes on the waiting list.
    """

    row: ParticipantRow
    outcome: RowOutcome
    number: int
    person_id: int | None = None
    doubts: tuple[Doubt, ...] = ()
    waits: bool = False

    @property
    def is_new(self) -> bool:
        """Whether a person is made of this row."""
        return self.outcome is RowOutcome.CREATE

    @property
    def needs_a_look(self) -> bool:
        """Whether there is anything about this row but plain corrections."""
        return bool(self.outcome in LOOKED_AT or self.doubts or self.row.problems or self.waits)


@dataclass(frozen=True)
class ImportPlan:
    """What happens to a list, and whether there are seats for it."""

    rows: tuple[Planned, ...]
    free_seats: FreeSeats
    counts: Mapping[RowOutcome, int] = field(default_factory=dict)

    @property
    def newcomers(self) -> tuple[Planned, ...]:
        """Rows of which a person is made."""
        return tuple(planned for planned in self.rows if planned.is_new)

    def turns(self, size: int) -> "list[ImportPlan]":
        """The plan in parts, at least one, that each let at most `size` people in."""
        parts: list[list[Planned]] = [[]]
        joining = 0
        for planned in self.rows:
            if planned.outcome in TAKES_A_SEAT:
                joining += 1
                if joining > size:
                    parts.append([])
                    joining = 1
            parts[-1].append(planned)
        return [
            ImportPlan(tuple(rows), self.free_seats, Counter(one.outcome for one in rows))
            for rows in parts
        ]

    @property
    def joining(self) -> Mapping[int, int]:
        """How many people of the list come in, with a seat or without, by workshop number."""
        return Counter(one.number for one in self.rows if one.outcome in TAKES_A_SEAT)

    @property
    def seats_missing(self) -> Mapping[int, int]:
        """How many people there are more than seats, by workshop number; nothing if all fit.

        So many go on the waiting list.
        """
        return Counter(one.number for one in self.rows if one.waits)

    @property
    def warnings(self) -> Mapping[ProblemKind, int]:
        """How often each kind of problem stands in rows that take a seat."""
        return Counter(
            one.kind
            for planned in self.rows
            if planned.outcome in TAKES_A_SEAT
            for one in planned.row.problems
            if one.kind is not None
        )


def plan_import(
    rows: Sequence[ParticipantRow],
    known: Iterable[Known],
    free_seats: FreeSeats,
    *,
    cooperatives: Iterable[str] = (),
    decisions: Mapping[str, str] | None = None,
) -> ImportPlan:
    """What happens to each of `rows`.

    A row without a number is for the usual workshop. With `decisions` (doubt to choice) names that
    resemble others raise doubts, which hold their rows until decided; without, only what is surely
    the same is recognised.
    """
    planner = _Planner(known, free_seats, cooperatives, decisions)
    planned = tuple(_as_far_as_seats_go([planner.plan(row) for row in rows], free_seats))
    return ImportPlan(planned, free_seats, Counter(one.outcome for one in planned))


def _as_far_as_seats_go(rows: Sequence[Planned], free_seats: FreeSeats) -> Iterator[Planned]:
    """Yield the rows; those for whom no seat is left wait. The order of the list decides."""
    left = dict(free_seats.seats)
    for planned in rows:
        if planned.outcome not in TAKES_A_SEAT:
            yield planned
            continue
        left[planned.number] -= 1
        yield replace(planned, waits=left[planned.number] < 0)


class _Planner:
    """Goes through a list from the top, remembering whom it has met."""

    def __init__(
        self,
        known: Iterable[Known],
        free_seats: FreeSeats,
        cooperatives: Iterable[str],
        decisions: Mapping[str, str] | None,
    ) -> None:
        self._known = People(known)
        self._met = People()
        self._free_seats = free_seats
        self._cooperatives = Cooperatives(cooperatives)
        self._asks = decisions is not None
        self._decisions = decisions or {}
        self._cooperative_doubts: dict[str, tuple[Doubt, str]] = {}

    def plan(self, row: ParticipantRow) -> Planned:
        number = row.workshop_number or self._free_seats.usual
        doubts: list[Doubt] = []
        if row.is_usable and self._workshop_is_unclear(row):
            if row.workshop_number is not None:
                row = row.with_problems(
                    problem(ProblemKind.WORKSHOP_UNKNOWN, "workshop", number=number)
                )
            doubts.append(decided(which_workshop(row, self._free_seats.seats), self._decisions))
            if (held := _undecided(row, number, doubts)) is not None:
                return held
            number = int(doubts[0].chosen)
        if number not in self._free_seats.seats:
            return Planned(row, RowOutcome.OTHER, number)
        if not row.is_usable:
            return Planned(row, RowOutcome.UNUSABLE, number)
        if self._asks and any(map(row.has, MAY_BE_NOBODY)):
            doubts.append(decided(is_a_person(row), self._decisions))
            if (held := _undecided(row, number, doubts)) is not None:
                return held
        return self._person(self._with_cooperative(row, doubts), number, doubts)

    def _workshop_is_unclear(self, row: ParticipantRow) -> bool:
        unknown = (
            row.workshop_number is not None and row.workshop_number not in self._free_seats.seats
        )
        return row.has(ProblemKind.WORKSHOP_UNCLEAR) or (unknown and self._free_seats.are_all)

    def _with_cooperative(self, row: ParticipantRow, doubts: list[Doubt]) -> ParticipantRow:
        """The row with the known spelling of its cooperative, or ask which one it is."""
        if not row.cooperative or not self._asks:
            return row
        key = cooperative_key(row.cooperative)
        name = self._cooperatives.same_as(row.cooperative)
        if name is None and key not in self._cooperative_doubts:
            name = self._cooperatives.like(row.cooperative)
            if name is None:
                self._cooperatives.meet(row.cooperative)
                return row
            self._cooperative_doubts[key] = which_cooperative(row, name), name
        if key not in self._cooperative_doubts:
            return row.spelt(name or row.cooperative)
        doubt, name = self._cooperative_doubts[key]
        doubt = decided(doubt, self._decisions)
        doubts.append(doubt)
        if doubt.chosen == SAME:
            return row.spelt(name)
        return row.with_problems(
            problem(ProblemKind.COOPERATIVE_LIKE_ANOTHER, "cooperative", known=name)
        )

    def _person(self, row: ParticipantRow, number: int, doubts: list[Doubt]) -> Planned:
        met = self._met.same_as(row)
        if met is not None and met.row is not None and not (self._asks and _differs(row, met.row)):
            problems = row.with_problems(problem(ProblemKind.REPEATED, "name", line=met.row.line))
            return Planned(problems, RowOutcome.REPEATED, number)
        met = self._known.same_as(row)
        if met is None and self._asks and (alike := self._like(row)):
            row = row.with_problems(resembles(alike))
            doubts.append(decided(same_person(row, alike), self._decisions))
            if (held := _undecided(row, number, doubts)) is not None:
                return held
            met = alike if doubts[-1].chosen == SAME else None
        if met is not None and met.known is None:
            return Planned(row, RowOutcome.REPEATED, number, doubts=tuple(doubts))
        return self._seated(row, met.known if met else None, number, doubts)

    def _like(self, row: ParticipantRow) -> KnownMatch | None:
        crowds = (self._met, self._known)
        found = (people.like(row) for people in crowds), (people.namesake(row) for people in crowds)
        return next((met for some in found for met in some if met is not None), None)

    def _seated(
        self, row: ParticipantRow, known: Known | None, number: int, doubts: list[Doubt]
    ) -> Planned:
        if known is None:
            outcome, row = RowOutcome.CREATE, self._newcomer(row)
        else:
            outcome, row = _of(known, row, number, has_free_seat=self._free_seats.seats[number] > 0)
            self._met.meet(row)
        person_id = known.person_id if known else None
        if outcome not in TAKES_A_SEAT:
            return Planned(row, outcome, number, person_id)
        if row.has(ProblemKind.DISTRICT_MISMATCH) and self._asks:
            doubts.append(decided(which_district(row), self._decisions))
            if doubts[-1].chosen == WRITTEN:
                row = replace(row, district=str(mismatch(row)["written"]))
        if any(doubt.is_open for doubt in doubts):
            outcome = RowOutcome.HELD
        return Planned(row, outcome, number, person_id, tuple(doubts))

    def _has_email(self, email: str) -> bool:
        return email in self._known.emails or email in self._met.emails

    def _newcomer(self, row: ParticipantRow) -> ParticipantRow:
        if row.email and self._has_email(row.email):
            row = replace(row, email="").with_problems(problem(ProblemKind.EMAIL_TAKEN, "email"))
        sharing = self._met.with_phone(row.phone) or self._known.with_phone(row.phone)
        if sharing is not None and self._asks:
            row = row.with_problems(problem(ProblemKind.PHONE_SHARED, "phone", name=sharing.name))
        self._met.meet(row)
        return row


def _undecided(row: ParticipantRow, number: int, doubts: list[Doubt]) -> Planned | None:
    """What happens to a row whose last doubt is not decided, or decided against it."""
    if not doubts[-1].chosen:
        return Planned(row, RowOutcome.HELD, number, doubts=tuple(doubts))
    if doubts[-1].chosen == LEAVE_OUT:
        return Planned(row, RowOutcome.LEFT_OUT, number, doubts=tuple(doubts))
    return None


def _differs(row: ParticipantRow, other: ParticipantRow) -> bool:
    """Whether two rows of one name and cooperative may be two people."""
    same = (row.phone and row.phone == other.phone) or (row.email and row.email == other.email)
    return bool(row.phone and other.phone and not same and row.code == other.code)


def _of(
    person: Known, row: ParticipantRow, number: int, *, has_free_seat: bool
) -> tuple[RowOutcome, ParticipantRow]:
    if person.waits_for is not None and (person.waits_for == number or not has_free_seat):
        return RowOutcome.WAITING, row
    if number in person.places:
        return (RowOutcome.ENROLLED if person.places[number] else RowOutcome.WITHDRAWN), row
    elsewhere = next((n for n, still in sorted(person.places.items()) if still), None)
    if elsewhere is not None:
        return RowOutcome.ELSEWHERE, row.with_problems(
            problem(ProblemKind.ELSEWHERE, "name", number=elsewhere)
        )
    return RowOutcome.ENROL, row
