"""A report as a workbook: one sheet a table, numbers as numbers and days as days."""

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter
from flask_babel import gettext as _

from lms.reports.sheets import safe

Value = str | int | float | date | None


def workbook_of(document: dict[str, Any]) -> bytes:
    """The XLSX file of a workshop's report."""
    out = io.BytesIO()
    # Nothing is read as a formula or an address, and the same report gives the same bytes.
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, settings)
    book.set_properties({"created": _instant(document["generated_at"])})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for title, heads, rows in _tables(document):
        sheet = book.add_worksheet(title)
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, max(1, len(heads) - 1), 17)
        sheet.write_row(0, 0, heads, bold)
        for place, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(place, column, value, day)
                elif isinstance(value, str):
                    sheet.write_string(place, column, safe(value))
                elif value is not None:
                    sheet.write_number(place, column, value)
    book.close()
    return out.getvalue()


def _tables(document: dict[str, Any]) -> Iterable[tuple[str, Sequence[str], list[list[Value]]]]:
    yield _("Summary"), [_("Report"), _("Value")], _summary(document)
    people = [_participant(each) for each in document["participants"]]
    yield _("Participants"), _participant_heads(), people
    heads = [_("Quiz"), _("Mean score"), _("Scored")]
    rows = [[each["title"], each["mean"], each["scored"]] for each in document["quizzes"]]
    yield _("Quizzes"), heads, rows


def _summary(document: dict[str, Any]) -> list[list[Value]]:
    days: list[list[Value]] = [
        [_("First day"), _day(document["starts_at"])],
        [_("Last day"), _day(document["ends_at"])],
    ]
    rates: list[list[Value]] = [
        [figure["label"], figure["percent"]]
        for figure in document["reached"].values()
        if isinstance(figure, dict) and "percent" in figure
    ]
    told: list[list[Value]] = [[sentence] for sentence in document["summary"]]
    return [
        [_("Program"), document["program"]],
        [_("Workshop"), document["number"]],
        [_("Place"), document["place"]],
        *days,
        [_("Enrolled"), document["enrolled"]],
        *rates,
        *told,
    ]


def _participant_heads() -> list[str]:
    return [
        *(_("Name"), _("Position"), _("Cooperative")),
        *(_("Meetings attended"), _("Meetings held"), _("Attendance, percent")),
        *(_("Items done in the workshop days"), _("Items required")),
        *(_("Pre-test"), _("First post-test"), _("Gain"), _("Post-test as it counts")),
        _("Still missing"),
    ]


def _participant(each: dict[str, Any]) -> list[Value]:
    attendance, items = each["attendance"], each["items"]
    return [
        *(each["name"], each["position"], each["cooperative"]),
        *(attendance["part"], attendance["whole"], attendance["percent"]),
        *(items["part"], items["whole"]),
        *(each["pretest"], each["first_posttest"], each["gain"], each["posttest"]),
        "; ".join(missing["text"] for missing in each["missing"]),
    ]


def _day(instant: str | None) -> date | None:
    return datetime.fromisoformat(instant).date() if instant else None


def _instant(instant: str) -> datetime:
    return datetime.fromisoformat(instant).replace(tzinfo=None, microsecond=0)
