"""A report as plain text for a terminal."""

from flask_babel import gettext as _

from lms.reports.account.accounts import ProgramAccount, WorkshopAccount
from lms.reports.rules import ReportLine, WorkshopReport
from lms.reports.summaries import program_summary, workshop_summary
from lms.reports.words import (
    say_all_missing,
    say_before,
    say_practice,
    say_rate,
    say_result,
)
from lms.web.languages import score


def workshop_text(account: WorkshopAccount) -> str:
    """The report of a workshop: its summary, then a line a seat."""
    report = account.report
    title = f"{report.program_title}, {_('Workshop %(number)s', number=report.number)}"
    return "\n".join(
        [
            title,
            "=" * len(title),
            *workshop_summary(account),
            "",
            *(_line(report, place, line) for place, line in enumerate(report.lines, start=1)),
        ]
    )


def program_text(account: ProgramAccount) -> str:
    """The report of a program: its summary, then that of each workshop."""
    parts = [account.title, "=" * len(account.title), *program_summary(account)]
    return "\n\n".join(["\n".join(parts), *map(workshop_text, account.workshops)])


def _line(report: WorkshopReport, place: int, line: ReportLine) -> str:
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
            after=score(outcome.first_posttest),
        ),
        say_result(report, line),
    ]
    if line.before:
        in_seat = _("attendance of the seat %(rate)s", rate=say_rate(line.seat_attendance))
        parts += [in_seat, say_before(line)]
    message = " | ".join(parts)
    return f"{message}\n     {say_all_missing(outcome.missing)}" if outcome.missing else message
