"""So many of so many, exactly."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache


@dataclass(frozen=True)
class Rate:
    """`part` of `whole`."""

    part: int
    whole: int

    @property
    def share(self) -> Fraction | None:
        """The share, 0 to 1; None of nothing."""
        return Fraction(self.part, self.whole) if self.whole else None

    @property
    def percent(self) -> Fraction | None:
        """The share out of 100; None of nothing."""
        return _percent(self.part, self.whole)


@lru_cache(maxsize=10_000)
def _percent(part: int, whole: int) -> Fraction | None:
    """Kept, because many people have the same."""
    return Fraction(100 * part, whole) if whole else None


def total(rates: Iterable[Rate]) -> Rate:
    """Return parts and wholes added up: of 1/2 and 3/4 this is 4/6, not a mean of shares."""
    listed = list(rates)
    return Rate(sum(rate.part for rate in listed), sum(rate.whole for rate in listed))
