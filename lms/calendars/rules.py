"""Writing a calendar (RFC 5545): pure.

The same facts give the same bytes: the time stamps are those of the last change, not of the
request, so that a client that asks again is told that nothing is new.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone

PRODUCT = "-//Go Digital LMS//Kalender//ID"
REFRESH = timedelta(hours=6)


@dataclass(frozen=True)
class CalendarEvent:
    """A meeting as a calendar shows it; `uid` stays the same whatever is changed.

    `sequence` grows with each change of the workshop's dates or place, `changed_at` is the last.
    """

    uid: str
    starts_at: datetime
    ends_at: datetime
    zone: ZoneInfo
    summary: str
    place: str
    description: str
    url: str
    sequence: int
    changed_at: datetime
    made_at: datetime
    cancelled: bool = False


def calendar_of(name: str, occasions: Sequence[CalendarEvent]) -> bytes:
    """The calendar as the bytes of an .ics file, with the time zones it uses."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    for zone, first, last in _zones(occasions):
        calendar.add_component(Timezone.from_tzinfo(zone, zone.key, first, last))
    for occasion in occasions:
        calendar.add_component(_event(occasion))
    written: bytes = calendar.to_ical()
    return written


def last_change(occasions: Sequence[CalendarEvent]) -> datetime | None:
    """When something of these was changed last."""
    return max((one.changed_at for one in occasions), default=None)


def _zones(occasions: Sequence[CalendarEvent]) -> list[tuple[ZoneInfo, date, date]]:
    """Each zone once, with the year before and after what happens in it."""
    found: dict[str, list[CalendarEvent]] = {}
    for one in occasions:
        found.setdefault(one.zone.key, []).append(one)
    return [
        (
            some[0].zone,
            date(min(one.starts_at.year for one in some) - 1, 1, 1),
            date(max(one.ends_at.year for one in some) + 1, 12, 31),
        )
        for _key, some in sorted(found.items())
    ]


def _event(one: CalendarEvent) -> Event:
    event = Event()
    event.add("uid", one.uid)
    event.add("dtstamp", one.changed_at.astimezone(UTC))
    event.add("created", one.made_at.astimezone(UTC))
    event.add("last-modified", one.changed_at.astimezone(UTC))
    event.add("sequence", one.sequence)
    event.add("dtstart", one.starts_at.astimezone(one.zone))
    event.add("dtend", one.ends_at.astimezone(one.zone))
    event.add("summary", one.summary)
    event.add("location", one.place)
    event.add("description", one.description)
    event.add("url", one.url)
    event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if one.cancelled else "OPAQUE")
    return event
