"""`flask report WORKSHOP`: the figures of the report page, for people and for scripts."""

import json
from collections.abc import Callable

import click
from flask.cli import with_appcontext
from flask_babel import force_locale

from lms import clock
from lms.errors import NotFound
from lms.reports.documents import workshop_document
from lms.reports.queries import workshop_called, workshop_report
from lms.reports.rules import WorkshopReport
from lms.reports.sheets import workshop_sheet
from lms.reports.text import workshop_text
from lms.web.languages import LANGUAGES


def _json(report: WorkshopReport) -> str:
    return json.dumps(workshop_document(report), ensure_ascii=False, indent=2)


_FORMATS: dict[str, Callable[[WorkshopReport], str]] = {
    "json": _json,
    "csv": workshop_sheet,
    "text": workshop_text,
}


@click.command()
@click.argument("workshop")
@click.option("--format", "kind", type=click.Choice(list(_FORMATS)), default="text")
@click.option("--language", type=click.Choice(list(LANGUAGES)), default="id", show_default=True)
@with_appcontext
def report(workshop: str, kind: str, language: str) -> None:
    """Print the completion report of the workshop called WORKSHOP (as in its address)."""
    try:
        found = workshop_called(workshop)
    except NotFound as error:
        raise click.ClickException(str(error)) from None
    with force_locale(language):
        click.echo(_FORMATS[kind](workshop_report(found, clock.now())), nl=kind != "csv")
