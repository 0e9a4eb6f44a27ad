"""Who has a seat in a workshop, and who had it before."""

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True)
class Seat:
    """A person's place in a workshop; who walked in has it from a half day on."""

    enrolment_id: int
    person_id: int
    workshop_id: int
    name: str
    position: str
    cooperative: str
    from_day: int = 1
    from_afternoon: bool = False

    @property
    def walked_in(self) -> bool:
        """Whether it was not hers from the first meeting on."""
        return self.from_day > 1 or self.from_afternoon

    def has(self, day: int, part: str) -> bool:
        """Whether it was hers at a meeting."""
        whole = part == "afternoon" or not self.from_afternoon
        return self.from_day < day or (self.from_day == day and whole)


class SeatPlace(NamedTuple):
    """Somebody's place in a workshop as it is stored, also one that was given up."""

    enrolment_id: int
    person_id: int
    workshop_id: int
    name: str
    position: str
    cooperative: str
    from_day: int
    from_afternoon: bool
    replaces_id: int | None
    until_day: int | None
    withdrawn: bool

    @property
    def seat(self) -> Seat:
        """The seat; one that was taken over is there from the first day on."""
        from_day = self.from_day if self.replaces_id is None else 1
        return Seat(*self[:6], from_day, self.from_afternoon)

    @property
    def walked_in(self) -> bool:
        """Whether she took a seat of her own after the first meeting."""
        return self.replaces_id is None and (self.from_day > 1 or self.from_afternoon)

    @property
    def changed_hands(self) -> bool:
        """Whether she has it from somebody, or gave it to somebody."""
        return self.replaces_id is not None or self.until_day is not None


@dataclass(frozen=True)
class FormerHolder:
    """Somebody who gave her seat to a substitute: hers were the days from `from_day` on."""

    enrolment_id: int
    person_id: int
    name: str
    from_day: int
    until_day: int
