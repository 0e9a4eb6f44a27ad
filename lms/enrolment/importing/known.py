"""Whom and what an importer knows or has met in the list, found by keys: pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lms.enrolment.importing.reading import ParticipantRow, identities
from lms.people.contacts import cooperative_key
from lms.people.likeness import (
    alike,
    cooperative_likeness,
    cooperative_words,
    full_name,
    name_keys,
    shortened,
)

_COMPARED = 12
"""So many people are compared one by one; in a larger crowd they are found by keys first."""


@dataclass(frozen=True)
class Known:
    """Somebody the system knows, and where she is enrolled in this program.

    `places` tells for each workshop number she has to do with whether she is still in it;
    `waits_for` is the workshop on whose waiting list she is.
    """

    person_id: int
    name: str
    code: str = ""
    phone: str = ""
    email: str = ""
    cooperative: str = ""  # its key
    places: Mapping[int, bool] = field(default_factory=dict)
    waits_for: int | None = None


@dataclass(frozen=True)
class KnownMatch:
    """Somebody whom a row may be: known to the system, or in an earlier row."""

    name: str
    row: ParticipantRow | None = None
    known: Known | None = None


class _Crowd:
    """People with one phone, email or cooperative, among whom names may be alike."""

    def __init__(self) -> None:
        self._all: list[KnownMatch] = []
        self._by_key: dict[str, list[KnownMatch]] = {}

    def add(self, met: KnownMatch) -> None:
        self._all.append(met)
        if len(self._all) > _COMPARED:
            for one in [met] if self._by_key else self._all:
                for key in name_keys(one.name):
                    self._by_key.setdefault(key, []).append(one)

    def like(self, name: str) -> KnownMatch | None:
        """The first one whose name is alike."""
        candidates = self._all
        if self._by_key:
            found = (self._by_key.get(key, ())[:_COMPARED] for key in sorted(name_keys(name)))
            candidates = [met for some in found for met in some]
        return next((met for met in candidates if alike(met.name, name)), None)


class People:
    """People by what they are recognised by, the first one of each key."""

    def __init__(self, known: Iterable[Known] = ()) -> None:
        self._same: dict[tuple[str, ...], KnownMatch] = {}
        self._crowds: dict[tuple[str, str], _Crowd] = {}
        self._phones: dict[str, KnownMatch] = {}
        self._names: dict[str, KnownMatch] = {}
        self.emails: set[str] = set()
        for one in known:
            keys = identities(one.name, one.code, one.phone, one.email, one.cooperative)
            self._keep(KnownMatch(one.name, known=one), keys, one.phone, one.email, one.cooperative)

    def meet(self, row: ParticipantRow) -> None:
        key = cooperative_key(row.cooperative)
        self._keep(KnownMatch(row.name, row=row), row.identities(), row.phone, row.email, key)

    def _keep(
        self,
        met: KnownMatch,
        keys: Iterable[tuple[str, ...]],
        phone: str,
        email: str,
        cooperative: str,
    ) -> None:
        for key in keys:
            self._same.setdefault(key, met)
        for crowd in _crowds(phone, email, cooperative):
            self._crowds.setdefault(crowd, _Crowd()).add(met)
        self._names.setdefault(full_name(met.name), met)
        if phone:
            self._phones.setdefault(phone, met)
        if email:
            self.emails.add(email)

    def same_as(self, row: ParticipantRow) -> KnownMatch | None:
        """Who this surely is."""
        return next((self._same[key] for key in row.identities() if key in self._same), None)

    def like(self, row: ParticipantRow) -> KnownMatch | None:
        """Who this may be: the same phone, email or cooperative and a name alike."""
        for key in _crowds(row.phone, row.email, cooperative_key(row.cooperative)):
            met = self._crowds[key].like(row.name) if key in self._crowds else None
            if met is not None:
                return met
        return None

    def namesake(self, row: ParticipantRow) -> KnownMatch | None:
        """Somebody with the same full name, who may have another phone and cooperative by now."""
        name = full_name(row.name)
        return self._names.get(name) if name else None

    def with_phone(self, phone: str) -> KnownMatch | None:
        """The first one with this phone."""
        return self._phones.get(phone) if phone else None


def _crowds(phone: str, email: str, cooperative: str) -> list[tuple[str, str]]:
    shared = (("phone", phone), ("email", email), ("cooperative", cooperative))
    return [(kind, value) for kind, value in shared if value]


class Cooperatives:
    """Cooperatives by key and by what their names resemble; the first spelling is kept."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names: dict[str, str] = {}
        self._alike: dict[str, str] = {}
        self._shortened: dict[str, str] = {}
        for name in names:
            self.meet(name)

    def meet(self, name: str) -> None:
        self._names.setdefault(cooperative_key(name), name)
        for key in cooperative_likeness(name):
            self._alike.setdefault(key, name)
        for key in shortened(name):
            self._shortened.setdefault(key, name)

    def same_as(self, name: str) -> str | None:
        """The known spelling of a cooperative."""
        return self._names.get(cooperative_key(name))

    def like(self, name: str) -> str | None:
        """A cooperative this may be: a letter is another, or one of them has a word more."""
        looked_up = [(self._alike, key) for key in sorted(cooperative_likeness(name))]
        looked_up += [(self._alike, key) for key in sorted(shortened(name))]
        looked_up.append((self._shortened, cooperative_words(name)))
        return next((found[key] for found, key in looked_up if key in found), None)
