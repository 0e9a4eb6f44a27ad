"""The trainer's guide to a day on paper: its timetable, and the notes to its lessons, in order."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import force_locale, get_locale
from flask_babel import gettext as _

from lms.content.values import Course, Module
from lms.lessons.timetable import NOON_BREAK, TimedEntry
from lms.web.languages import LANGUAGES, clock_time
from lms.web.pdf import rendered
from lms.web.typeset import nodes_of


def day_guide_pdf(
    course: Course, module: Module, timed: Sequence[TimedEntry], zone: ZoneInfo, now: datetime
) -> bytes:
    """The PDF of one day, in the language of the course; `timed` by the clock of `zone`."""
    titles = {lesson.id: lesson.title for lesson in module.lessons}
    with force_locale(course.language if course.language in LANGUAGES else str(get_locale())):
        data = {
            "title": _("Trainer's guide to day %(day)s", day=module.day),
            "heading": module.title,
            "goals_word": _("Learning goals"),
            "goals": [goal.text for goal in module.goals],
            "timetable_word": _("Timetable"),
            "timetable": [
                [
                    f"{clock_time(each.begins, zone)}–{clock_time(each.ends, zone)}",
                    each.entry.text if each.entry else _(NOON_BREAK),
                    titles[each.entry.lesson] if each.entry and each.entry.lesson else "",
                ]
                for each in timed
            ],
            "minutes_word": _("minutes to read"),
            "lessons": [
                {
                    "title": lesson.title,
                    "minutes": lesson.minutes,
                    "notes": nodes_of(lesson.trainer),
                }
                for lesson in module.lessons
                if lesson.trainer
            ],
        }
        return rendered("day-guide.typ", data, now)
