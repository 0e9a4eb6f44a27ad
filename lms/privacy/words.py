"""What tables hold, in words for the person whose data it is."""

from collections.abc import Mapping

from flask_babel import gettext

from lms.language import gettext_noop as _

_GROUPS: Mapping[str, tuple[str, ...]] = {
    _("Name, contacts and consent"): ("person", "consent"),
    _("Devices and cards with which you sign in"): (
        "web_session",
        "activation_card",
        "calendar_feed",
        "second_factor",
    ),
    _("Workshops you take part in or run"): (
        "enrolment",
        "seat_change",
        "waiting",
        "staff",
        "program_organiser",
    ),
    _("Attendance and excuses"): ("attendance", "attendance_change", "check_in", "excuse"),
    _("Quizzes and answers"): ("attempt", "answer", "answer_save", "delivery", "given_grade"),
    _("Lessons and practice"): ("lesson_done", "exercise_try", "opened_hint", "practice_sitting"),
    _("Practical skills signed off"): ("skill_signoff",),
    _("Action plan and what you said of it"): ("action_plan", "plan_step", "follow_up"),
    _("Questions, answers and messages"): ("topic", "reply", "outgoing_mail"),
    _("Your opinion of the workshop"): ("feedback_response", "feedback_answer"),
    _("Photos and documents you sent in"): ("upload",),
}
_ELSE = _("Other records")


def in_words(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """How many records there are of each sort, without those of which there is none."""
    named = {table for tables in _GROUPS.values() for table in tables}
    lines = [
        (gettext(label), sum(counts.get(table, 0) for table in tables))
        for label, tables in _GROUPS.items()
    ]
    others = sum(count for table, count in counts.items() if table not in named)
    return [line for line in [*lines, (gettext(_ELSE), others)] if line[1]]
