"""The tables of a report's workbook, made of its document and never reckoned."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from lms.attendance.rules import WORDS as PRESENCE_WORDS
from lms.certificates.rules import ENDING_WORDS, KIND_WORDS, CertificateKind, Ending
from lms.coverage.rules import STATE_WORDS, CoverageState
from lms.feedback.rules import FeedbackResult
from lms.handover.queries import ListedPerson, Registered, WorkshopMatter
from lms.handover.workbook import BookSheet, Value
from lms.reports.account.grid import AttendanceGrid
from lms.reports.sheets import part_word

Document = dict[str, Any]


def workshop_sheets(document: Document, matter: WorkshopMatter) -> list[BookSheet]:
    """Everything of one workshop."""
    zone = matter.account.report.zone
    return [
        summary_sheet(document, _workshop_facts(document)),
        BookSheet(
            _("Participants"),
            participant_heads(),
            list(map(participant_row, document["participants"])),
        ),
        *aspect_sheets(document),
        BookSheet(_("Material covered"), _lesson_heads(), _lessons(document)),
        BookSheet(
            _("Quizzes"),
            [_("Quiz"), _("Mean score"), _("Scored")],
            [[each["title"], each["mean"], each["scored"]] for each in document["quizzes"]],
        ),
        *attendance_sheets(matter.grid, zone),
        *_answers(matter.feedback),
        _register(matter.register),
    ]


def participant_sheet(people: list[ListedPerson]) -> BookSheet:
    """The list of participants, with what an office reaches them by."""
    heads = [
        *(_("No."), _("Name"), _("Position"), _("Cooperative"), _("Phone number"), _("Email")),
        _("Enrolled on"),
    ]
    rows: list[list[Value]] = [
        [
            place,
            *(each.name, each.position, each.cooperative, each.phone, each.email),
            each.enrolled_on,
        ]
        for place, each in enumerate(people, start=1)
    ]
    return BookSheet(_("Participants"), heads, rows)


def attendance_sheets(grid: AttendanceGrid, zone: ZoneInfo) -> list[BookSheet]:
    """Who was at which meeting: as a grid, and line by line with its day."""
    heads = [_("Name"), _("Position"), _("Cooperative")]
    heads += [
        f"{_('Day %(day)s', day=each.slot.day)} {part_word(each.slot.part)}"
        for each in grid.meetings
    ]
    heads += [_("Meetings attended"), _("Meetings held"), _("Lesson hours followed")]
    rows: list[list[Value]] = [
        [
            *(row.seat.name, row.seat.position, row.seat.cooperative),
            *(None if each is None else _(PRESENCE_WORDS[each]) for each in row.presences),
            *(row.attended.part, row.attended.whole),
            row.followed.part / grid.hour,
        ]
        for row in grid.rows
    ]
    lines: list[list[Value]] = [
        [
            row.seat.name,
            row.seat.cooperative,
            meeting.slot.starts_at.astimezone(zone).date(),
            meeting.slot.day,
            part_word(meeting.slot.part),
            _("Not recorded") if presence is None else _(PRESENCE_WORDS[presence]),
            meeting.minutes / grid.hour,
        ]
        for row in grid.rows
        for meeting, presence in zip(grid.meetings, row.presences, strict=True)
    ]
    told = [_("Name"), _("Cooperative"), _("Date"), _("Day"), _("Meeting"), _("Presence"), "JP"]
    return [
        BookSheet(_("Attendance"), heads, rows),
        BookSheet(_("Attendance, line by line"), told, lines),
    ]


def summary_sheet(document: Document, facts: list[list[Value]]) -> BookSheet:
    """What it is about, its headline figures, and what it says in sentences."""
    figures: list[list[Value]] = [
        [each["label"], each["percent"], each["part"], each["whole"], each["definition"]]
        for each in (
            *document["reached"].values(),
            document["goals"]["achieved"],
            document["material"]["due"],
            document["mastery"]["both_tests"],
            document["questionnaire"]["response"],
        )
        if isinstance(each, dict) and "definition" in each
    ]
    told: list[list[Value]] = [[sentence] for sentence in document["summary"]]
    heads = [_("Report"), _("Value"), _("Part"), _("Whole"), _("What it counts")]
    return BookSheet(_("Summary"), heads, [*facts, *figures, *told])


def _workshop_facts(document: Document) -> list[list[Value]]:
    return [
        [_("Program"), document["program"]],
        [_("Workshop"), document["number"]],
        [_("Place"), document["place"]],
        [_("First day"), day_of(document["starts_at"])],
        [_("Last day"), day_of(document["ends_at"])],
        [_("Enrolled"), document["enrolled"]],
    ]


def aspect_sheets(document: Document) -> list[BookSheet]:
    """Goals, material by day, mastery, and the questionnaire."""
    goals: list[list[Value]] = [
        [
            *(each["id"], each["indicator"], each["target"]["share"], each["target"]["score"]),
            *(each["reached"]["part"], each["reached"]["whole"], each["reached"]["percent"]),
            _verdict(each),
        ]
        for each in document["goals"]["goals"]
    ]
    days: list[list[Value]] = [
        [each["day"], each["due"]["part"], each["due"]["whole"], each["due"]["percent"]]
        for each in document["material"]["days"]
    ]
    heads = [
        *(_("Goal"), _("Indicator"), _("Target, percent"), _("With a score of")),
        *(_("Reached it"), _("Asked"), _("Percent"), _("State")),
    ]
    told = [_("Day"), _("Minutes taught"), _("Minutes due"), _("Percent")]
    statements: list[list[Value]] = [
        [each["statement"], *each["counts"], each["mean"], each["agree"]["percent"]]
        for each in document["questionnaire"]["statements"]
    ]
    return [
        BookSheet(_("Goals"), heads, goals),
        BookSheet(_("Material by day"), told, days),
        _topics(_("Competencies"), document["mastery"]["competencies"]),
        _topics(_("Skills"), document["mastery"]["skills"]),
        BookSheet(
            _("Questionnaire"),
            [_("Statement"), "1", "2", "3", "4", "5", _("Mean"), _("4 or 5, percent")],
            statements,
        ),
    ]


def _verdict(goal: Document) -> str | None:
    if not goal["measured"]:
        return str(_("Measured by nothing"))
    if goal["achieved"] is None:
        return None
    return str(_("Achieved") if goal["achieved"] else _("Not achieved"))


def _topics(title: str, topics: list[Document]) -> BookSheet:
    heads = [
        *(_("Code"), _("Name"), _("Mean"), _("At the threshold"), _("Asked"), _("Percent")),
        *(_("Before"), _("After"), _("Practice answers"), _("Last right, percent")),
    ]
    rows: list[list[Value]] = [
        [
            *(each["code"], each["name"], each["mean"]),
            *(each["at_threshold"][key] for key in ("part", "whole", "percent")),
            *(each["before"], each["after"], each["practice"]["answers"]),
            each["practice"]["last_answers_right"]["percent"],
        ]
        for each in topics
    ]
    return BookSheet(title, heads, rows)


def participant_heads() -> list[str]:
    """The columns of `participant_row`."""
    return [
        *(_("Name"), _("Position"), _("Cooperative")),
        *(_("Meetings attended"), _("Meetings held"), _("Attendance, percent")),
        *(_("Items done in the workshop days"), _("Items required")),
        *(_("Pre-test"), _("First post-test"), _("Gain"), _("Post-test as it counts")),
        _("Still missing"),
    ]


def participant_row(each: Document) -> list[Value]:
    """One seat and what was reached there."""
    return [
        *(each["name"], each["position"], each["cooperative"]),
        *(each["attendance"][key] for key in ("part", "whole", "percent")),
        *(each["items"]["part"], each["items"]["whole"]),
        *(each["pretest"], each["first_posttest"], each["gain"], each["posttest"]),
        "; ".join(missing["text"] for missing in each["missing"]),
    ]


def _lesson_heads() -> list[str]:
    return [
        *(_("Lesson"), _("Day"), _("State"), _("Minutes planned"), _("Minutes taught")),
        *(_("Reason"), _("Taught by")),
    ]


def _lessons(document: Document) -> list[list[Value]]:
    return [
        [
            each["title"],
            each["day"],
            _(STATE_WORDS[CoverageState(each["state"])]),
            each["minutes_planned"],
            each["minutes_taught"],
            each["reason"],
            ", ".join(each["taught_by"]),
        ]
        for each in document["material"]["lessons"]
    ]


def _answers(feedback: FeedbackResult) -> list[BookSheet]:
    if not feedback.is_enough:
        return []
    rows: list[list[Value]] = [
        [each.statement.ask, words] for each in feedback.open_answers for words in each.words
    ]
    return [BookSheet(_("Open answers"), [_("Statement"), _("Answer")], rows)]


def _register(register: tuple[Registered, ...]) -> BookSheet:
    heads = [_("Certificate number"), _("Name"), _("Kind"), _("Issued on"), _("State")]
    rows: list[list[Value]] = [
        [
            *(each.number, each.name, _(KIND_WORDS[CertificateKind(each.kind)]), each.issued_on),
            _(ENDING_WORDS[Ending(each.ending)]) if each.ending else _("Valid"),
        ]
        for each in register
    ]
    return BookSheet(_("Certificates"), heads, rows)


def day_of(instant: str | None) -> date | None:
    """The day of an instant of a document, as a real date."""
    return datetime.fromisoformat(instant).date() if instant else None
