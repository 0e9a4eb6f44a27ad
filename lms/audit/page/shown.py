"""Entries of the audit trail in the words of a reader."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext
from markupsafe import Markup

from lms.audit.catalogue import AuditCatalogue
from lms.audit.models import AuditEntry
from lms.audit.page.names import Names, names_for, subject_ids
from lms.audit.page.words import HALVES, NOT_TOLD, PLACE_ON_THE_LIST
from lms.language import number as written
from lms.people.contacts import written_phone
from lms.web.course_text import course_text
from lms.web.languages import HOUSE_ZONE, NOTHING, date_time
from lms.workshops.models import Meeting
from lms.workshops.planning import TIME_ZONES

MAX_NAMES = 3
MAX_VALUE_LENGTH = 140
_MOMENTS = {"handed_in_at", "opens_at", "closes_at", "until", "usable_from"}


def _(sentence: str, **values: Any) -> str:
    said: str = gettext(sentence, **values)
    return said


@dataclass(frozen=True)
class Value:
    """One thing that was changed; `before` is empty where there was nothing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class AuditLine:
    """One change. `actor` None: a command made it; `workshop` is its number, if it has one."""

    at: datetime
    zone: ZoneInfo
    actor: str | None
    title: str
    about: str
    values: tuple[Value, ...]
    reason: str
    workshop: int | None


def lines_of(
    entries: Sequence[AuditEntry], catalogue: AuditCatalogue, *, for_page: bool = False
) -> list[AuditLine]:
    """The entries in words; on a page the titles of a course are marked in its language."""
    names = names_for(entries)
    return [_EntryWriter(entry, names, catalogue, for_page).line() for entry in entries]


def _joined(parts: Iterable[str]) -> str:
    """Parts with commas between; of a marked part its marks stay, and the others are escaped."""
    listed = [part for part in parts if part]
    comma = Markup(", ") if any(isinstance(part, Markup) for part in listed) else ", "
    return comma.join(listed)


def _only_moved(name: str, was: Any, now: Any) -> tuple[Any, Any]:
    """Of the dates of all meetings those that were moved; of other values nothing is left out."""
    if name != "meetings" or not (was and now) or len(was) != len(now):
        return was, now
    moved = [pair for pair in zip(was, now, strict=True) if _instant(pair[0]) != _instant(pair[1])]
    return [old for old, _new in moved], [new for _old, new in moved]


def _instant(written: str) -> datetime:
    return datetime.fromisoformat(written)


class _EntryWriter:
    """Puts one entry into words."""

    def __init__(
        self, entry: AuditEntry, names: Names, catalogue: AuditCatalogue, for_page: bool
    ) -> None:
        self.entry, self.names, self.catalogue = entry, names, catalogue
        self.titles = names.titles(entry.workshop_id)
        self.language = names.language(entry.workshop_id) if for_page else ""
        workshop = names.workshop.get(entry.workshop_id or 0)
        self.zone = workshop.zone if workshop else HOUSE_ZONE
        self.number = workshop.number if workshop else None

    def line(self) -> AuditLine:
        entry = self.entry
        subjects = sorted(subject_ids(entry), key=lambda subject: subject[0] == "meeting")
        return AuditLine(
            entry.at,
            self.zone,
            self.names.person.get(entry.actor_id or 0),
            _(self.catalogue.title(entry.action)),
            _joined(map(self._about, subjects)),
            tuple(self._values(entry.before or {}, entry.after or {})),
            entry.reason,
            self.number,
        )

    def _about(self, subject: tuple[str, str]) -> str:
        kind, key = subject
        if not key.isdecimal():
            return self._title(key)
        found = getattr(self.names, kind, {}).get(int(key))
        if kind == "meeting":
            return self._meeting(found)
        if kind == "workshop":
            return ""  # stands in a column of its own
        if kind in {"attempt", "answer"}:
            return self._sat(found)
        return str(found or "")

    def _sat(self, sat: Any) -> str:
        if sat is None:
            return ""
        asked = (self._title(key) for key in (sat.quiz_id, sat.question_id) if key)
        return _joined((sat.person, *asked))

    def _title(self, key: str) -> str:
        title = self.titles.get(key) or key
        marked: str = course_text(title, self.language) if self.language else title
        return marked

    def _meeting(self, meeting: Meeting | None) -> str:
        if meeting is None:
            return ""
        return _("Day %(day)s, %(part)s", day=meeting.day, part=_(HALVES[meeting.part]))

    def _values(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Value]:
        names = [name for name in {**before, **after} if name not in NOT_TOLD]
        parts = []
        for name in names:
            was, now = _only_moved(name, before.get(name), after.get(name))
            if was != now:
                parts.append(
                    Value(self._label(name, now), self._worded(name, was), self._worded(name, now))
                )
        return [value for value in parts if value.before or value.after]

    def _label(self, name: str, value: Any) -> str:
        if name == "place" and isinstance(value, int):
            return _(PLACE_ON_THE_LIST)
        if name.isdigit():
            return _("Question %(number)s", number=name)
        return _(self.catalogue.labels.get(name, name))

    def _worded(self, name: str, value: Any) -> str:
        """A value as it is read; nothing for nothing."""
        if value is None or value in ("", []):
            return ""
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        if isinstance(value, list):
            return self._many(name, value)
        return self._one(name, value)

    def _many(self, name: str, values: list[Any]) -> str:
        if name not in {"people", "waiting", "meetings"}:
            return str(len(values))
        parts = [self._one("until" if name == "meetings" else "person", each) for each in values]
        shown = parts if len(parts) <= MAX_NAMES or name == "meetings" else parts[:MAX_NAMES]
        more = len(parts) - len(shown)
        return ", ".join(shown) + (_(" and %(num)s more", num=more) if more else "")

    def _one(self, name: str, value: Any) -> str:
        if (words := self.catalogue.words.get(name)) is not None:
            return _(words.get(value, value))
        if name in _MOMENTS:
            return date_time(datetime.fromisoformat(value), self.zone)
        match name:
            case "card_by" | "signed_in_there":
                return self.names.person.get(value) or NOTHING
            case "person" | "revision":
                return str(getattr(self.names, name).get(value, NOTHING))
            case "workshop":
                workshop = self.names.workshop.get(value)
                return _("Workshop %(number)s", number=workshop.number) if workshop else NOTHING
            case "meeting":
                return self._meeting(self.names.meeting.get(value)) or NOTHING
            case "quiz" | "item" | "question":
                return self._title(str(value))
            case "points":
                return written(Fraction(value))
            case "phone":
                return written_phone(value)
            case "time_zone":
                return TIME_ZONES.get(value) or str(value)
        text = str(value)
        return text if len(text) <= MAX_VALUE_LENGTH else f"{text[:MAX_VALUE_LENGTH]}…"
