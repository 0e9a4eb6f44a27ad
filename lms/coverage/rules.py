"""Planned material against what was taught: minutes, states, what is left. "Not recorded" is never
"done".

A lesson is planned with `lesson_hours` (JP); `hour` is how many minutes one has. Records stand in
the order of their meetings.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from hashlib import sha256

from lms.content.values import Course, Lesson
from lms.language import gettext_noop as _
from lms.workshops.rules import Schedule, Slot


class Covered(StrEnum):
    """How far a lesson got at one meeting."""

    FULLY = "fully"
    PARTLY = "partly"
    NOT = "not"


class CoverageState(StrEnum):
    """How far a lesson is over all meetings."""

    FULLY = "fully"
    PARTLY = "partly"
    NOT = "not"
    UNRECORDED = "unrecorded"


STATE_WORDS: dict[CoverageState, str] = {
    CoverageState.FULLY: _("Fully covered"),
    CoverageState.PARTLY: _("Partly covered"),
    CoverageState.NOT: _("Not covered"),
    CoverageState.UNRECORDED: _("Not recorded yet"),
}


@dataclass(frozen=True)
class CoverageRecord:
    """What was recorded of one lesson at one meeting."""

    meeting_id: int
    lesson_id: str
    covered: Covered
    minutes: int
    reason: str = ""
    recorded_at: datetime | None = None
    recorded_by: str | None = None
    taught_by: str = ""

    @property
    def fingerprint(self) -> str:
        """What a form shows of it, told apart from anything else it could show."""
        return fingerprint(self.covered, self.minutes, self.reason, self.taught_by)


def fingerprint(covered: Covered, minutes: int, reason: str, taught_by: str) -> str:
    """A short sign of the content of a record."""
    return sha256(f"{covered}|{minutes}|{reason}|{taught_by}".encode()).hexdigest()[:12]


@dataclass(frozen=True)
class LessonCoverage:
    """One lesson over all meetings: `planned` and `taught` are minutes, `slot` when it is due.

    `slot` is None where the workshop has no meeting on that day.
    """

    lesson: Lesson
    planned: int
    slot: Slot | None
    records: tuple[CoverageRecord, ...] = ()

    @cached_property
    def state(self) -> CoverageState:
        """The state after the latest meeting that taught something of it.

        That it was not taught at a later meeting takes nothing away from an earlier one.
        """
        taught = [each for each in self.records if each.covered is not Covered.NOT]
        if taught:
            return CoverageState(taught[-1].covered.value)
        return CoverageState.NOT if self.records else CoverageState.UNRECORDED

    @cached_property
    def taught(self) -> int:
        """The minutes of all meetings together."""
        return sum(each.minutes for each in self.records)

    @property
    def delivered(self) -> int:
        """The minutes that count for the plan: more than planned makes up for no other lesson."""
        return min(self.taught, self.planned)

    @property
    def reason(self) -> str:
        """The reason given last."""
        return next((each.reason for each in reversed(self.records) if each.reason), "")

    @property
    def recorded_by(self) -> tuple[str, ...]:
        """Who wrote the records of what was taught, each once."""
        names = [each.recorded_by for each in self.records if each.covered is not Covered.NOT]
        return tuple(dict.fromkeys(name for name in names if name))

    @property
    def taught_by(self) -> tuple[str, ...]:
        """Who taught it, each once."""
        names = [each.taught_by for each in self.records if each.covered is not Covered.NOT]
        return tuple(dict.fromkeys(name for name in names if name))

    def at(self, meeting_id: int) -> CoverageRecord | None:
        """What was recorded of it at one meeting."""
        return next((each for each in self.records if each.meeting_id == meeting_id), None)

    def is_due(self, now: datetime) -> bool:
        """Whether the meeting it is planned for is over."""
        return self.slot is not None and self.slot.ends_at <= now

    @property
    def is_left(self) -> bool:
        """Whether it was recorded and is not complete: something to do at home."""
        return self.state in (CoverageState.PARTLY, CoverageState.NOT)


@dataclass(frozen=True)
class Coverage:
    """All lessons of a workshop's course, in order; `hour` is the length of one JP in minutes."""

    lines: tuple[LessonCoverage, ...]
    hour: int
    now: datetime

    @cached_property
    def planned(self) -> int:
        """Minutes planned in the whole course."""
        return sum(line.planned for line in self.lines)

    @cached_property
    def due(self) -> int:
        """Minutes planned for meetings that are over."""
        return sum(line.planned for line in self.lines if line.is_due(self.now))

    @cached_property
    def delivered(self) -> int:
        """Minutes of the plan that were taught."""
        return sum(line.delivered for line in self.lines)

    def count(self, state: CoverageState) -> int:
        return sum(line.state is state for line in self.lines)

    @cached_property
    def unrecorded(self) -> tuple[LessonCoverage, ...]:
        """Lessons whose meeting is over and of which nothing is recorded."""
        return tuple(
            line
            for line in self.lines
            if line.state is CoverageState.UNRECORDED and line.is_due(self.now)
        )

    @cached_property
    def open_slots(self) -> tuple[Slot, ...]:
        """Meetings that are over, and of which a planned lesson is not recorded yet."""
        slots = [line.slot for line in self.unrecorded if line.slot and not line.slot.cancelled]
        return tuple(dict.fromkeys(slots))

    @cached_property
    def left(self) -> tuple[LessonCoverage, ...]:
        """Lessons that were recorded as not complete."""
        return tuple(line for line in self.lines if line.is_left)

    def planned_at(self, meeting_id: int) -> tuple[LessonCoverage, ...]:
        return tuple(
            line for line in self.lines if line.slot and line.slot.meeting_id == meeting_id
        )

    def others_at(self, slot: Slot) -> tuple[LessonCoverage, ...]:
        """What else may be taught at a meeting: left from before, or a little ahead.

        And what was recorded there, wherever it is planned now.
        """
        return tuple(
            line
            for line in self.lines
            if line.slot != slot
            and (line.at(slot.meeting_id) is not None or self._may_come(line, slot))
        )

    def _may_come(self, line: LessonCoverage, slot: Slot) -> bool:
        if line.state is CoverageState.FULLY or line.slot is None:
            return False
        return line.slot.starts_at < slot.starts_at or line.lesson.day in (slot.day, slot.day + 1)


def coverage(
    course: Course, schedule: Schedule, records: Iterable[CoverageRecord], hour: int, now: datetime
) -> Coverage:
    """How far each lesson is. Records of lessons that the course has no longer are left."""
    by_lesson: dict[str, list[CoverageRecord]] = {}
    for record in records:
        by_lesson.setdefault(record.lesson_id, []).append(record)
    slots = planned_slots(course, schedule)
    return Coverage(
        tuple(
            LessonCoverage(
                lesson,
                lesson.lesson_hours * hour,
                slots.get(lesson.id),
                tuple(by_lesson.get(lesson.id, ())),
            )
            for lesson in course.lessons
        ),
        hour,
        now,
    )


def planned_slots(course: Course, schedule: Schedule) -> dict[str, Slot]:
    """The meeting each lesson is planned for, by lesson id.

    The lessons of a day fill its meetings in order, each by the middle of its hours; a cancelled
    meeting gets none unless the whole day was cancelled. A day without meetings has no plan.
    """
    found: dict[str, Slot] = {}
    for module in course.modules:
        slots = [slot for slot in schedule.slots if slot.day == module.day]
        held = [slot for slot in slots if not slot.cancelled] or slots
        if held:
            places = _places([lesson.lesson_hours for lesson in module.lessons], len(held))
            for lesson, place in zip(module.lessons, places, strict=True):
                found[lesson.id] = held[place]
    return found


def _places(hours: Sequence[int], parts: int) -> list[int]:
    """In which of `parts` equal parts of their sum the middle of each of `hours` lies."""
    # Without any planned hours all lessons weigh the same.
    weights = hours if sum(hours) else [1] * len(hours)
    whole, before, places = sum(weights), 0, []
    for weight in weights:
        middle = -(-(2 * before + weight) * parts // (2 * whole))  # rounded up: rather early
        places.append(max(middle - 1, 0))
        before += weight
    return places
