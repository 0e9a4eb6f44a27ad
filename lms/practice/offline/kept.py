"""What a phone kept of practice without a connection, as it brings it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from lms.statistics.evidence import Scaffold

MAX_KEY_LENGTH = 40
MAX_HINTS = 20

Fields = Mapping[str, list[str]]


@dataclass(frozen=True)
class KeptAnswer:
    """What stood in the form, and how long before it was sent."""

    fields: Fields
    ago: timedelta

    def given_at(self, now: datetime, earliest: datetime) -> datetime:
        """When it was given, by the phone's own steps of time; not before she had the question."""
        return min(now, max(earliest, now - self.ago))


@dataclass(frozen=True)
class KeptSitting:
    """The sitting of a try: its questions, the place of this one, from 1, and the tries before it.

    `choices` are as a PracticeSitting stores them, `before` the keys of tries; `id` is that of a
    sitting that was begun with a connection.
    """

    id: int | None
    place: int
    choices: tuple[Mapping[str, Any], ...]
    before: tuple[str, ...]


@dataclass(frozen=True)
class KeptTry:
    """One try: its key is drawn by the phone, and `number` that of the pack.

    `hints_opened` are those before the first answer; `second` is empty without a second one.
    `solution_ago`: she asked for the solution instead.
    """

    key: str
    exercise_id: str
    number: int
    first: KeptAnswer
    second: KeptAnswer | None = None
    hints_opened: int = 0
    solution_ago: timedelta | None = None
    scaffold: Scaffold = Scaffold.WHOLE
    sitting: KeptSitting | None = None
