"""The accounts that journal entries are written with."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Side(StrEnum):
    """The two sides of an entry."""

    DEBIT = "debit"
    CREDIT = "credit"


SIDE_WORDS = {Side.DEBIT: "Debit", Side.CREDIT: "Kredit"}
"""What is shown for each, in the language of courses."""


@dataclass(frozen=True)
class Account:
    """One account of the chart; `normal` is the side on which it grows."""

    code: str
    name: str
    normal: Side


def account_called(accounts: Iterable[Account], word: str) -> Account | None:
    """The account with this code or name, whatever the case; None if there is none."""
    wanted = word.strip().casefold()
    return next(
        (each for each in accounts if wanted in (each.code.casefold(), each.name.casefold())), None
    )
