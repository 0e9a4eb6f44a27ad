"""The tables of a program's workbook."""

from flask_babel import gettext as _

from lms.handover.tables import (
    Document,
    aspect_sheets,
    day_of,
    participant_heads,
    participant_row,
    summary_sheet,
)
from lms.handover.workbook import BookSheet, Value
from lms.reports.account.accounts import ProgramAccount, WorkshopAccount
from lms.reports.account.documents import index_of, rate_document, score_of
from lms.reports.documents import instant_of, participant_document, program_figures


def program_handed(account: ProgramAccount) -> Document:
    """A program with a line a workshop; details and people stand in the reports of those."""
    return {
        **program_figures(account),
        "workshops": [_workshop_line(each) for each in account.workshops],
    }


def _workshop_line(account: WorkshopAccount) -> Document:
    report, growth = account.report, account.growth
    return {
        "workshop": report.slug,
        "number": report.number,
        "place": report.place,
        "starts_at": instant_of(report, report.starts_at),
        "ends_at": instant_of(report, report.ends_at),
        "enrolled": report.enrolled,
        "attendance": rate_document(account.reached.attendance.rate),
        "passed": rate_document(account.reached.passed.rate),
        "goals": rate_document(account.goals.figure.rate),
        "material": rate_document(account.material.due.rate),
        "pretest_mean": score_of(growth.before),
        "posttest_mean": score_of(growth.after),
        "class_gain": index_of(growth.class_gain),
        "questionnaire": rate_document(account.answered.rate),
    }


def program_sheets(handed: Document, account: ProgramAccount) -> list[BookSheet]:
    """Everything of a program; its people stand workshop by workshop."""
    people: list[list[Value]] = [
        [each.report.number, *participant_row(participant_document(each.report, line))]
        for each in account.workshops
        for line in each.report.lines
    ]
    rows: list[list[Value]] = [
        [
            *(each["number"], each["place"], day_of(each["starts_at"]), day_of(each["ends_at"])),
            each["enrolled"],
            *(each[key]["percent"] for key in ("attendance", "passed", "goals", "material")),
            *(each["pretest_mean"], each["posttest_mean"], each["class_gain"]),
            each["questionnaire"]["percent"],
        ]
        for each in handed["workshops"]
    ]
    heads = [
        *(_("Workshop"), _("Place"), _("First day"), _("Last day"), _("Seats")),
        *(_("Attendance, percent"), _("Passed, percent"), _("Goals achieved, percent")),
        _("Material delivered, percent"),
        *(_("Pre-test"), _("First post-test"), _("Gain"), _("Questionnaire, percent")),
    ]
    facts: list[list[Value]] = [
        [_("Program"), handed["program"]],
        [_("Partners"), handed["partners"]],
        [_("Target"), handed["target"]],
        [_("Seats"), handed["seats"]],
        [_("Persons"), handed["persons"]],
    ]
    return [
        summary_sheet(handed, facts),
        BookSheet(_("Workshops"), heads, rows),
        BookSheet(_("Participants"), [_("Workshop"), *participant_heads()], people),
        *aspect_sheets(handed),
    ]
