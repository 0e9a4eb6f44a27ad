"""A report as it is frozen, and what differs between two versions of it. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from typing import Any, Protocol

MAX_NOTE_LENGTH = 500
PASSING = frozenset({"generated_at", "small_group"})
"""Keys that differ without anything having changed, or follow from what has."""
NAMED_BY = ("name", "title", "id", "workshop")


@dataclass(frozen=True)
class Package:
    """A report as it is frozen: its values, and the ZIP of all files made of them."""

    document: dict[str, Any]
    content: bytes

    @property
    def checksum(self) -> str:
        """The SHA-256 of the ZIP, in hexadecimal."""
        return sha256(self.content).hexdigest()


class Version(Protocol):
    """A version of a report: its number, and its figures."""

    version: Any
    document: Any


@dataclass(frozen=True)
class ChangedValue:
    """One value that was another in the version before; None: it was not there, or is no more."""

    place: tuple[str, ...]
    before: str | None
    after: str | None


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[ChangedValue, ...]:
    """Every value that differs, in the order of the report.

    Things in lists are told apart by their name, so that somebody who came or went moves nobody.
    """
    old, new = dict(_values(before, ())), dict(_values(after, ()))
    places = [*new, *(place for place in old if place not in new)]
    return tuple(
        ChangedValue(place, old.get(place), new.get(place))
        for place in places
        if old.get(place) != new.get(place)
    )


def changes_between(versions: Sequence[Version]) -> dict[int, tuple[ChangedValue, ...]]:
    """What differs between each version and the one before, by its number; the newest first."""
    return {
        later.version: differences(earlier.document, later.document)
        for later, earlier in pairwise(versions)
    }


def _values(value: Any, place: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in PASSING:
                yield from _values(inner, (*place, str(key)))
    elif isinstance(value, list | tuple):
        seen: dict[str, int] = {}
        for number, inner in enumerate(value, start=1):
            name = _name_of(inner) or str(number)
            seen[name] = seen.get(name, 0) + 1
            again = f" ({seen[name]})" if seen[name] > 1 else ""
            yield from _values(inner, (*place, name + again))
    else:
        yield place, "" if value is None else str(value)


def _name_of(value: Any) -> str:
    if not isinstance(value, Mapping):
        return ""
    return next((str(value[key]) for key in NAMED_BY if value.get(key)), "")
