"""Reads the timetable of a day: what is done in its two meetings, one thing after another."""

from collections.abc import Sequence
from typing import Annotated, Any

from lms.content.values import TimetableEntry
from lms.questions.authoring.keys import Keys, Line, MaybeLine, WholeNumber
from lms.questions.authoring.source import Source
from lms.questions.authoring.wording import did_you_mean

MIN_MINUTES, MAX_MINUTES = 5, 480


class TimetableKeys(Keys):
    """Something that is done in a meeting: below morning or afternoon in a module.yaml."""

    minutes: Annotated[int, WholeNumber(MIN_MINUTES, MAX_MINUTES)]
    """How long it takes; it begins when what stands above it ends."""
    do: Line
    """What is done, in a few words."""
    lesson: MaybeLine = ""
    """The id of the lesson of this day that it belongs to."""


def read_timetable(source: Source, part: str, entries: Sequence[Any]) -> tuple[TimetableEntry, ...]:
    """Read the list below `part` of a day, which is `morning` or `afternoon`."""
    if part not in source:
        source.leave_out(part)
        return ()
    found = []
    for item in source.children(part, entries):
        keys = item.read(TimetableKeys)
        found.append(TimetableEntry(keys.minutes, keys.do, keys.lesson))
        if source.diagnostics.authored and keys.lesson:
            _expect_lesson(item, keys.lesson, source)
    return tuple(found)


def _expect_lesson(item: Source, lesson_id: str, day: Source) -> None:
    """Note a problem unless the day has such a lesson, as far as its lessons could be read."""
    lessons = day.raw("lessons")
    known = [str(each.get("id")) for each in lessons] if isinstance(lessons, list) else []
    if lesson_id not in known and not day.diagnostics.unread((*day.path, "lessons")):
        hint = did_you_mean(lesson_id, known, f"There are: {', '.join(known)}")
        item.problem("lesson", f'"{lesson_id}" is not a lesson of this day. {hint}')
