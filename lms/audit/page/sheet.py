"""The audit trail as a file for a spreadsheet."""

from collections.abc import Iterable

from flask_babel import gettext as _

from lms.audit.page.shown import AuditLine
from lms.reports.sheets import sheet_of
from lms.web.languages import date_time


def trail_sheet(lines: Iterable[AuditLine]) -> str:
    """One line a change, in the words of the page."""
    heads = [_("When"), _("By"), _("Workshop"), _("What"), _("About"), _("Details"), _("Reason")]
    return sheet_of(
        heads,
        (
            [
                date_time(line.at, line.zone),
                line.actor or _("The system"),
                line.workshop,
                line.title,
                line.about,
                "; ".join(
                    f"{each.label}: {each.before} → {each.after or '-'}"
                    if each.before
                    else f"{each.label}: {each.after or '-'}"
                    for each in line.values
                ),
                line.reason,
            ]
            for line in lines
        ),
    )
