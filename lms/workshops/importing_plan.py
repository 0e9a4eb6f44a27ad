"""What importing a list would do, row by row: pure, so that preview and import agree."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from lms.language import mark as _
from lms.workshops.importing import Problem, Row, identities


class Outcome(StrEnum):
    """What happens to a row."""

    CREATE = "create"
    ENROL = "enrol"
    ENROLLED = "enrolled"
    WITHDRAWN = "withdrawn"
    ELSEWHERE = "elsewhere"
    REPEATED = "repeated"
    UNUSABLE = "unusable"
    OTHER = "other"


OUTCOME_WORDS = {
    Outcome.CREATE: _("New"),
    Outcome.ENROL: _("Known, will be enrolled"),
    Outcome.ENROLLED: _("Enrolled already"),
    Outcome.WITHDRAWN: _("Has withdrawn"),
    Outcome.ELSEWHERE: _("In another workshop"),
    Outcome.REPEATED: _("Twice in the list"),
    Outcome.UNUSABLE: _("Cannot be imported"),
    Outcome.OTHER: _("For another workshop"),
}
TAKES_A_SEAT = frozenset({Outcome.CREATE, Outcome.ENROL})


@dataclass(frozen=True)
class Known:
    """Somebody the system knows, and where she is enrolled in this program.

    `here` is None if she never was in this workshop, else whether she is still in it.
    `elsewhere` is the number of the other workshop she is in.
    """

    person_id: int
    name: str
    code: str = ""
    phone: str = ""
    email: str = ""
    cooperative: str = ""  # its key
    here: bool | None = None
    elsewhere: int | None = None


@dataclass(frozen=True)
class Planned:
    """A row and what happens to it."""

    row: Row
    outcome: Outcome
    person_id: int | None = None

    @property
    def is_new(self) -> bool:
        """Whether a person is made of this row."""
        return self.outcome is Outcome.CREATE


@dataclass(frozen=True)
class Plan:
    """What happens to a list, and whether there are seats for it."""

    rows: tuple[Planned, ...]
    seats_left: int
    counts: Mapping[Outcome, int] = field(default_factory=dict)

    @property
    def newcomers(self) -> tuple[Planned, ...]:
        """Rows of which a person is made."""
        return tuple(planned for planned in self.rows if planned.is_new)

    @property
    def joining(self) -> int:
        """How many seats the list takes."""
        return sum(self.counts.get(outcome, 0) for outcome in TAKES_A_SEAT)

    @property
    def seats_missing(self) -> int:
        """How many people there are more than seats, 0 if all fit."""
        return max(0, self.joining - self.seats_left)


def plan_import(
    rows: Sequence[Row], known: Iterable[Known], workshop_number: int, seats_left: int
) -> Plan:
    """Return what happens to each of `rows` in the workshop with this number.

    A row without a number is for whichever workshop the list is imported into.
    """
    planner = _Planner(workshop_number, known)
    planned = tuple(planner.plan(row) for row in rows)
    return Plan(planned, seats_left, Counter(one.outcome for one in planned))


class _Planner:
    """Goes through a list from the top, remembering whom it has met."""

    def __init__(self, workshop_number: int, known: Iterable[Known]) -> None:
        self._number = workshop_number
        self._people: dict[tuple[str, ...], Known] = {}
        self._emails: set[str] = set()
        self._seen: dict[tuple[str, ...], int] = {}
        for one in known:
            self._emails.add(one.email)
            for key in identities(one.name, one.code, one.phone, one.email, one.cooperative):
                self._people.setdefault(key, one)

    def plan(self, row: Row) -> Planned:
        if row.workshop_number not in {None, self._number}:
            return Planned(row, Outcome.OTHER)
        if not row.is_usable:
            return Planned(row, Outcome.UNUSABLE)
        keys = row.identities()
        first = next((self._seen[key] for key in keys if key in self._seen), None)
        if first is not None:
            problem = Problem("name", _("The same person as in row %(line)s."), {"line": first})
            return Planned(_told(row, problem), Outcome.REPEATED)
        self._seen.update((key, row.line) for key in keys)
        person = next((self._people[key] for key in keys if key in self._people), None)
        return self._newcomer(row) if person is None else _of(person, row)

    def _newcomer(self, row: Row) -> Planned:
        if row.email and row.email in self._emails:
            problem = Problem("email", _("Somebody else has this email; it is left out."))
            return Planned(_told(replace(row, email=""), problem), Outcome.CREATE)
        self._emails.add(row.email)
        return Planned(row, Outcome.CREATE)


def _of(person: Known, row: Row) -> Planned:
    if person.here is not None:
        outcome = Outcome.ENROLLED if person.here else Outcome.WITHDRAWN
        return Planned(row, outcome, person.person_id)
    if person.elsewhere is not None:
        problem = Problem(
            "name", _("Takes part in workshop %(number)s."), {"number": person.elsewhere}
        )
        return Planned(_told(row, problem), Outcome.ELSEWHERE, person.person_id)
    return Planned(row, Outcome.ENROL, person.person_id)


def _told(row: Row, problem: Problem) -> Row:
    return replace(row, problems=(*row.problems, problem))
