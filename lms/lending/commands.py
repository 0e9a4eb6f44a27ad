"""`flask program lend|bring-back|call-off`."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from lms import clock
from lms.backup.commands import FOLDER, failing_in_words
from lms.backup.contents import Installation
from lms.backup.moving import opened
from lms.database import db
from lms.lending.service import (
    begin_loan,
    call_off,
    copy_program,
    program_called,
    undo_loan,
)
from lms.lending.service_return import bring_back, loan_of, rest_there
from lms.uploads.storage import Storage

ADDRESS = "sqlite:////path/lms.sqlite3 or postgresql+psycopg://…"

program = AppGroup("program", help="Take a program along, where there is no network, and back.")


@program.command("lend")
@click.argument("slug")
@click.option("--to", "address", required=True, help=f"An empty database: {ADDRESS}")
@click.option("--uploads", "folder", type=FOLDER, required=True, help="Where its files go.")
@failing_in_words
def lend(slug: str, address: str, folder: Path) -> None:
    """Copy one program for another computer. Here its workshops rest until it is brought back.

    Reading, lessons, practice, names, PINs and cards go on here.
    """
    with _installation(address, folder) as target:
        lent = program_called(slug)
        loan = begin_loan(lent, target, clock.now())
        db.session.commit()
        try:
            number = copy_program(loan, target, _uploads())
        except BaseException:
            db.session.rollback()
            undo_loan(loan, lent)
            db.session.commit()
            raise
        db.session.commit()
    click.echo(f"{number} rows went along; files are in {folder}.")
    click.echo("Go on there with LMS_DATABASE_URL and LMS_UPLOADS_FOLDER set to them.")


@program.command("bring-back")
@click.option("--from", "address", required=True, help=f"What was lent: {ADDRESS}")
@click.option("--uploads", "folder", type=FOLDER, required=True, help="Where its files are.")
@failing_in_words
def bring_back_command(address: str, folder: Path) -> None:
    """Put together what happened there and here, and let people write here again.

    There it rests from then on. Whatever was changed on both computers is told line by line.
    """
    with _installation(address, folder) as source:
        loan, now = loan_of(source), clock.now()
        if loan.ended_at is not None:
            click.echo("It was brought back (or called off) already. Nothing was changed.")
            return
        program_id = loan.program_id
        db.session.rollback()
        rest_there(source, program_id, now)
        try:
            done = bring_back(source, loan, _uploads(), now)
            db.session.commit()
        except BaseException:
            db.session.rollback()
            rest_there(source, program_id, None)
            raise
    for case in done.cases:
        click.echo(f"Look at: {case}")
    for words, counter in (("New", done.new), ("Changed", done.changed), ("Gone", done.gone)):
        click.echo(f"{words}: {_told(counter)}")
    click.echo("Now: flask --app lms report keep")


@program.command("call-off")
@click.argument("slug")
@click.option("--yes", is_flag=True, help="Do not ask.")
@failing_in_words
def call_off_command(slug: str, yes: bool) -> None:
    """Let people write here again without what was taken along: the other computer is lost."""
    if not yes:
        click.confirm(f"What happened with {slug} elsewhere never comes back. Go on?", abort=True)
    call_off(program_called(slug), clock.now())
    db.session.commit()
    click.echo(f"{slug} goes on here.")


@contextmanager
def _installation(address: str, folder: Path) -> Iterator[Installation]:
    engine = opened(address)
    try:
        yield Installation(engine, Storage(folder))
    finally:
        engine.dispose()


def _told(counter: Counter[str]) -> str:
    return (
        ", ".join(f"{name} {number}" for name, number in sorted(counter.items()) if number) or "-"
    )


def _uploads() -> Storage:
    return Storage(current_app.config["UPLOADS_FOLDER"])
