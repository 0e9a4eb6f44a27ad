"""What an action of the audit trail is: features declare their own as values."""

from dataclasses import dataclass
from enum import StrEnum

from lms.language import gettext_noop as _


class Theme(StrEnum):
    """What a change is about; a list of changes can be narrowed down to one."""

    ATTENDANCE = "attendance"
    MARKS = "marks"
    QUIZZES = "quizzes"
    PEOPLE = "people"
    PLAN = "plan"
    DISCUSSION = "discussion"
    ACCOUNTS = "accounts"


THEME_WORDS: dict[Theme, str] = {
    Theme.ATTENDANCE: _("Attendance and excuses"),
    Theme.MARKS: _("Marks"),
    Theme.QUIZZES: _("Quizzes and their times"),
    Theme.PEOPLE: _("People and seats"),
    Theme.PLAN: _("Plan, dates and material"),
    Theme.DISCUSSION: _("Discussion"),
    Theme.ACCOUNTS: _("Cards and accounts"),
}


@dataclass(frozen=True)
class AuditAction:
    """One kind of change: `name` stands in the database (`attendance.record`), `title` is read."""

    name: str
    theme: Theme
    title: str


DATA_EXPORTED = AuditAction("data.export", Theme.ACCOUNTS, _("Personal data exported"))
EXPORT_WORDS = {
    "trail": _("Audit trail"),
    "person": _("All data of a person"),
    "report": _("Report"),
    "attendance": _("Attendance list"),
    "participants": _("List of participants"),
    "frozen_report": _("Frozen report"),
    "certificates": _("Certificates"),
    "sheets": _("Sign-in sheets"),
    "booklets": _("Booklets"),
    "cards": _("Activation cards"),
}
"""What was exported, by the value `export` of an entry; whoever exports more adds a word."""
