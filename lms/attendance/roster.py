"""The register of a meeting as staff see it: who is recorded, who came herself, what to look at."""

from dataclasses import dataclass

from lms.attendance.checkin.queries import Arrival, arrivals_at
from lms.attendance.checkin.rules import CheckInFlag, doubts, shared_devices
from lms.attendance.counting import CountedPresence, credits_at
from lms.attendance.queries import RegisterRow, register_of
from lms.attendance.rules import COUNTS_AS_PRESENT
from lms.workshops.models import Meeting


@dataclass(frozen=True)
class Roster:
    """A register and its check-ins; `arrivals` and `doubts` by enrolment id.

    `unexpected` checked in and are not on the list; `guests` are those with a place in another
    workshop of the program who are not recorded here yet. `credits` are presences that count for
    this meeting though they were recorded elsewhere, by enrolment id. `shared` are the people of
    one phone each.
    """

    rows: tuple[RegisterRow, ...]
    arrivals: dict[int, Arrival]
    doubts: dict[int, tuple[CheckInFlag, ...]]
    unexpected: tuple[Arrival, ...]
    guests: tuple[Arrival, ...]
    credits: dict[int, CountedPresence]
    shared: tuple[tuple[Arrival, ...], ...]

    def is_contested(self, row: RegisterRow) -> bool:
        """Whether she came herself, and the register says she did not."""
        arrival = self.arrivals.get(row.enrolment_id)
        if arrival is None or row.recorded_at is None:
            return arrival is not None
        return row.presence not in COUNTS_AS_PRESENT and row.recorded_at <= arrival.received_at


def roster_of(meeting: Meeting) -> Roster:
    arrivals = arrivals_at(meeting)
    people = {arrival.trace.person_id: arrival for arrival in arrivals}
    found = doubts([arrival.trace for arrival in arrivals])
    return Roster(
        tuple(register_of(meeting)),
        {each.enrolment_id: each for each in arrivals if each.enrolment_id is not None},
        {
            people[key].enrolment_id or 0: kinds
            for key, kinds in found.items()
            if people[key].is_expected
        },
        tuple(each for each in arrivals if not each.is_expected and each.home is None),
        tuple(
            each
            for each in arrivals
            if not each.is_expected and each.home is not None and not each.home.is_recorded
        ),
        {
            key: each
            for key, each in credits_at(meeting).items()
            if each.presence in COUNTS_AS_PRESENT
        },
        tuple(
            tuple(people[key] for key in group)
            for group in shared_devices([arrival.trace for arrival in arrivals])
        ),
    )
