"""Who has a seat in a workshop, and who had it before."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Seat:
    """A person's place in a workshop."""

    enrolment_id: int
    person_id: int
    workshop_id: int
    name: str
    position: str
    cooperative: str


@dataclass(frozen=True)
class FormerHolder:
    """Somebody who gave her seat to a substitute: hers were the days from `from_day` on."""

    enrolment_id: int
    person_id: int
    name: str
    from_day: int
    until_day: int
