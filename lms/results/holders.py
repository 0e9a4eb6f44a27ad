"""Who has a seat in a workshop, and who had it before."""

from dataclasses import dataclass


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


@dataclass(frozen=True)
class FormerHolder:
    """Somebody who gave her seat to a substitute: hers were the days from `from_day` on."""

    enrolment_id: int
    person_id: int
    name: str
    from_day: int
    until_day: int
