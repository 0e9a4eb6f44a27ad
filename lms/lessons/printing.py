"""The trainer's guide to a day on paper: the notes to its lessons, in order."""

from datetime import datetime

from flask_babel import force_locale, get_locale
from flask_babel import gettext as _

from lms.content.values import Course, Module
from lms.web.languages import LANGUAGES
from lms.web.pdf import rendered
from lms.web.typeset import nodes_of


def day_guide_pdf(course: Course, module: Module, now: datetime) -> bytes:
    """The PDF of the notes to one day, in the language of the course."""
    with force_locale(course.language if course.language in LANGUAGES else str(get_locale())):
        data = {
            "title": _("Trainer's guide to day %(day)s", day=module.day),
            "heading": module.title,
            "goals_word": _("Learning goals"),
            "goals": [goal.text for goal in module.goals],
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
