"""When things happen in a workshop: its days, its phase, its practice period."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from lms.language import gettext_noop as _

END_OF_DAY = time(23, 59, 59)


IS_CLOSED = _(
    "This workshop is closed and its account is final: nothing was changed. An organiser can open"
    " it again, with a reason, on the page where it was closed."
)
IS_LENT = _(
    "This program was taken along on another computer and goes on there: nothing was changed here."
    " Lessons and practice go on here as well, and are put together when it comes back."
)


@dataclass(frozen=True)
class Paper:
    """What stands on printed sheets besides the facts: letterhead (lines), who signs them."""

    letterhead: str = ""
    chair_name: str = ""
    chair_nip: str = ""


NOTHING_ON_PAPER = Paper()


class Phase(StrEnum):
    """Where a workshop stands in time."""

    DRAFT = "draft"  # only organisers know of it
    PLANNED = "planned"  # no meeting is set yet
    OPEN = "open"  # enrolling; the first meeting is to come
    RUNNING = "running"
    PRACTICE = "practice"
    CLOSED = "closed"


PHASE_WORDS = {
    Phase.DRAFT: _("Draft"),
    Phase.PLANNED: _("Planned"),
    Phase.OPEN: _("Open for enrolment"),
    Phase.RUNNING: _("Running"),
    Phase.PRACTICE: _("Practice period"),
    Phase.CLOSED: _("Closed"),
}


@dataclass(frozen=True)
class Slot:
    """A meeting in time; instants are aware."""

    meeting_id: int
    day: int
    part: str
    starts_at: datetime
    ends_at: datetime
    cancelled: bool = False

    def is_held(self, now: datetime, *, recorded: bool) -> bool:
        """Whether the meeting counts: it was not cancelled, and it is over or recorded.

        One that is going on does not count before somebody was recorded: nobody is missing yet.
        `lms.attendance.counting.is_held` is the same for the database; a test holds them together.
        """
        over = self.ends_at <= now or (recorded and self.starts_at <= now)
        return over and not self.cancelled


@dataclass(frozen=True)
class Span:
    """From when to when a workshop is: all that its phase follows from.

    `begins_at` is the begin of its first meeting, `days_end_at` the end of the last one,
    `practice_ends_at` the end of practice for everybody; all are None without meetings.
    """

    begins_at: datetime | None
    days_end_at: datetime | None
    practice_ends_at: datetime | None
    closed_at: datetime | None = None
    is_draft: bool = False

    def phase(self, now: datetime) -> Phase:
        """Where the workshop stands at `now`."""
        if self.closed_at is not None and now >= self.closed_at:
            return Phase.CLOSED
        if self.is_draft:
            return Phase.DRAFT
        if self.begins_at is None or self.days_end_at is None or self.practice_ends_at is None:
            return Phase.PLANNED
        if now < self.begins_at:
            return Phase.OPEN
        if now < self.days_end_at:
            return Phase.RUNNING
        return Phase.PRACTICE if now < self.practice_ends_at else Phase.CLOSED

    def is_about(self, now: datetime) -> bool:
        """Whether one of its meetings may be going on, or have ended on the day of `now`."""
        if self.begins_at is None or self.days_end_at is None:
            return False
        return self.begins_at <= now < self.days_end_at + timedelta(days=1)


@dataclass(frozen=True)
class Schedule:
    """The meetings of a workshop in order of time, and the end of its practice period.

    `practice_ends_at` is the end for everybody; one person's may be later. None without meetings.
    """

    slots: tuple[Slot, ...]
    practice_ends_at: datetime | None
    closed_at: datetime | None = None
    is_draft: bool = False

    @property
    def span(self) -> Span:
        """From when to when it is."""
        return Span(
            self.slots[0].starts_at if self.slots else None,
            self.days_end_at,
            self.practice_ends_at,
            self.closed_at,
            self.is_draft,
        )

    def phase(self, now: datetime) -> Phase:
        """Where the workshop stands at `now`."""
        return self.span.phase(now)

    @property
    def days_end_at(self) -> datetime | None:
        """When the last meeting ends and the practice period begins; None without meetings."""
        return max((slot.ends_at for slot in self.slots), default=None)

    def is_closed_by_hand(self, now: datetime) -> bool:
        """Whether an organiser has closed the workshop."""
        return self.closed_at is not None and now >= self.closed_at

    def held(self, now: datetime, recorded: Collection[int]) -> tuple[Slot, ...]:
        """The meetings that count; `recorded` are the ids of those with a register."""
        return tuple(
            slot for slot in self.slots if slot.is_held(now, recorded=slot.meeting_id in recorded)
        )

    def since(self, day: int, *, from_afternoon: bool) -> "Schedule":
        """The schedule without the meetings before somebody walked in on `day`."""
        return replace(
            self,
            slots=tuple(
                slot
                for slot in self.slots
                if slot.day > day
                or (slot.day == day and (slot.part == "afternoon" or not from_afternoon))
            ),
        )

    def current(self, now: datetime) -> Slot | None:
        """The meeting that is going on at `now`."""
        running = (s for s in self.slots if not s.cancelled and s.starts_at <= now < s.ends_at)
        return next(running, None)

    def following(self, now: datetime) -> Slot | None:
        """The next meeting to begin after `now`."""
        return next((s for s in self.slots if not s.cancelled and s.starts_at > now), None)

    def on_date(self, now: datetime, zone: ZoneInfo) -> tuple[Slot, ...]:
        """The meetings of the calendar day of `now` in `zone`."""
        today = now.astimezone(zone).date()
        return tuple(s for s in self.slots if s.starts_at.astimezone(zone).date() == today)

    def day_starts_at(self, day: int) -> datetime | None:
        """When workshop day `day` begins; None if it has no meeting."""
        return min((s.starts_at for s in self.slots if s.day == day), default=None)

    def day_of(self, now: datetime, zone: ZoneInfo) -> int | None:
        """Which workshop day the calendar day of `now` is, None if it is none."""
        return next((slot.day for slot in self.on_date(now, zone)), None)

    def last_day_begun(self, now: datetime) -> int:
        """The last workshop day that has begun by `now`, 0 before the first."""
        return max((s.day for s in self.slots if s.starts_at <= now), default=0)

    def has_last_day_begun(self, now: datetime) -> bool:
        """Whether it is the last day of the workshop or later: plans are made from then on."""
        last = max((slot.day for slot in self.slots), default=0)
        return last > 0 and self.last_day_begun(now) >= last


def practice_end(
    slots: Sequence[Slot], days: int, extensions: Iterable[datetime], zone: ZoneInfo
) -> datetime | None:
    """The end of the practice period: `days` after the last meeting, end of that day in `zone`, or
    the latest of `extensions`; None without meetings.
    """
    if not slots:
        return None
    return practice_end_after(max(slot.ends_at for slot in slots), days, extensions, zone)


def practice_end_after(
    days_end_at: datetime, days: int, extensions: Iterable[datetime], zone: ZoneInfo
) -> datetime:
    """The end of the practice period where the last meeting ends at `days_end_at`."""
    last = days_end_at.astimezone(zone)
    regular = datetime.combine(last.date() + timedelta(days=days), END_OF_DAY, zone)
    return max([regular, *extensions])


def meeting_at_hand(schedule: Schedule, now: datetime, zone: ZoneInfo) -> Slot | None:
    """The meeting to record now: the one going on, else the last one over today."""
    current = schedule.current(now)
    if current is not None:
        return current
    over = [s for s in schedule.on_date(now, zone) if s.is_held(now, recorded=False)]
    return over[-1] if over else None
