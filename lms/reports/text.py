"""A report as plain text for a terminal."""

from flask_babel import gettext as _

from lms.reports.rules import ReportLine, WorkshopReport
from lms.reports.words import (
    say_all_missing,
    say_before,
    say_practice,
    say_rate,
    workshop_summary,
)
from lms.web.languages import score


def workshop_text(report: WorkshopReport) -> str:
    """The report of a workshop: its summary, then a line a seat."""
    title = f"{report.program_title}, {_('Workshop %(number)s', number=report.number)}"
    return "\n".join(
        [
            title,
            "=" * len(title),
            *workshop_summary(report),
            "",
            *(_line(place, line) for place, line in enumerate(report.lines, start=1)),
        ]
    )


def _line(place: int, line: ReportLine) -> str:
    seat, outcome = line.seat, line.outcome
    parts = [
        f"{place:3}. {seat.name}",
        seat.cooperative or "-",
        _("attendance %(rate)s", rate=say_rate(outcome.attendance)),
        _("items %(rate)s", rate=say_rate(outcome.items)),
        _("practice %(done)s", done=say_practice(outcome.practice)),
        _(
            "tests %(before)s → %(after)s",
            before=score(outcome.pretest),
            after=score(outcome.posttest),
        ),
        _("Passed") if outcome.passed else _("Not yet passed"),
    ]
    if line.before:
        in_seat = _("attendance of the seat %(rate)s", rate=say_rate(line.seat_attendance))
        parts += [in_seat, say_before(line)]
    message = " | ".join(parts)
    return f"{message}\n     {say_all_missing(outcome.missing)}" if outcome.missing else message
