"""`flask report WORKSHOP|PROGRAM`: the figures of the report pages, for people and for scripts."""

import json
from collections.abc import Callable
from datetime import datetime

import click
from flask.cli import with_appcontext
from flask_babel import force_locale

from lms import clock
from lms.audit.exporting import note_export
from lms.database import db, reading
from lms.reports.account.accounts import ProgramAccount, WorkshopAccount
from lms.reports.account.queries import program_account, workshop_account
from lms.reports.documents import program_document, workshop_document
from lms.reports.kept.queries import not_kept
from lms.reports.kept.queries_adding import added_up
from lms.reports.kept.service import keep_account
from lms.reports.queries import program_called, workshop_called
from lms.reports.reconcile.queries import reconciled
from lms.reports.sheets import program_sheet, workshop_sheet
from lms.reports.text import program_text, workshop_text
from lms.web.languages import LANGUAGES
from lms.workshops.service_resting import note_rest


def _json(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2)


_OF_WORKSHOP: dict[str, Callable[[WorkshopAccount], str]] = {
    "json": lambda account: _json(workshop_document(account)),
    "csv": lambda account: workshop_sheet(account.report),
    "text": workshop_text,
}
_OF_PROGRAM: dict[str, Callable[[ProgramAccount], str]] = {
    "json": lambda account: _json(program_document(account)),
    "csv": lambda account: program_sheet([each.report for each in account.workshops]),
    "text": program_text,
}


RECONCILE, KEEP = "reconcile", "keep"


@click.command()
@click.argument("name", metavar="WORKSHOP|PROGRAM|reconcile|keep")
@click.option("--format", "kind", type=click.Choice(list(_OF_WORKSHOP)), default="text")
@click.option("--language", type=click.Choice(list(LANGUAGES)), default="id", show_default=True)
@with_appcontext
def report(name: str, kind: str, language: str) -> None:
    """Print the report of the workshop or program called so in its address.

    `report reconcile` reckons all of them once more from raw rows, slowly, and prints each
    difference: 0, or 1 if there is one. `report keep`, for every night, adds up those workshops
    that are closed, or whose practice is over, of which nothing is kept that holds.
    """
    now = clock.now()
    if name == RECONCILE:
        _reconcile(now)
        return
    if name == KEEP:
        _keep(now)
        return
    with force_locale(language):
        workshop, program = workshop_called(name), program_called(name)
        if workshop is not None:
            account = workshop_account(workshop, now)
            text = _OF_WORKSHOP[kind](account)
            _note(f"workshop:{workshop.id}", now, account.report.enrolled, workshop.id)
        elif program is not None:
            whole = program_account(program, now)
            text = _OF_PROGRAM[kind](whole)
            _note(f"program:{program.id}", now, whole.reached.seats)
        else:
            raise click.ClickException(f'There is no workshop or program called "{name}".')
        db.session.commit()
        click.echo(text, nl=kind != "csv")


def _note(subject: str, now: datetime, lines: int, workshop_id: int | None = None) -> None:
    """That people's results left by a command stands in the trail, as from a page."""
    note_export("report", subject, now, actor_id=None, workshop_id=workshop_id, lines=lines)


def _reconcile(now: datetime) -> None:
    found = 0
    for program, wrong in reconciled(now):
        click.echo(f"{program.slug}: {len(wrong)} differences")
        for each in wrong:
            click.echo(f"  {each.where}, {each.figure}: report {each.account!r}")
            click.echo(f"    raw rows {each.reference!r}")
        found += len(wrong)
    if found:
        raise click.exceptions.Exit(1)


def _keep(now: datetime) -> None:
    note_rest(now)
    db.session.commit()
    for workshop in not_kept(now):
        with reading(expire=False):
            kept = added_up(workshop, now)
        if kept is not None:
            keep_account(kept)
            db.session.commit()
        click.echo(f"{workshop.slug}: {'kept' if kept else 'not settled yet'}")
