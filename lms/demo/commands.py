"""`flask demo`: make the demo if it is not there, and tell its accounts."""

import io
import json
import logging
import os
from dataclasses import asdict
from pathlib import Path

import click
import segno
import sqlalchemy as sa
from flask.cli import with_appcontext
from flask_migrate import upgrade

from lms import clock
from lms.database import db, reading
from lms.database.revisions import is_of_another_version, refuse_other_tables
from lms.demo.build import STEPS, accounts, build, is_built, is_in_use, of_today, still_to_sit
from lms.people.secrets import written_code
from lms.uploads.models import Upload
from lms.uploads.service import storage
from lms.web.addresses import own_address
from lms.workshops.models import Program


@click.command()
@click.option("--accounts", "only_accounts", is_flag=True, help="Print the accounts as JSON.")
@click.option("--reset", is_flag=True, help="Throw the database away first.")
@with_appcontext
def demo(only_accounts: bool, reset: bool) -> None:
    """Make the demo if it is not there yet, and print its accounts."""
    logging.getLogger("alembic").setLevel(logging.WARNING)  # its steps tell a visitor nothing
    _refuse_another_version()
    has_tables = sa.inspect(db.engine).has_table(Program.__tablename__)
    if only_accounts:
        if not has_tables or not is_built():
            raise click.ClickException("There is no demo yet. Make it: flask --app lms demo")
        try:
            refuse_other_tables()
        except RuntimeError as problem:
            raise click.ClickException(str(problem)) from None
        _print_as_json()
        return
    with reading():
        in_use = has_tables and is_in_use()
    if in_use:
        raise click.ClickException(
            "This database holds people who are not of the demo, so it is left alone."
            " Give the demo a place of its own: LMS_INSTANCE=/some/folder make demo"
        )
    if reset and has_tables:
        _throw_away()
    if not has_tables or reset:
        click.echo("Making the tables.")
    upgrade()
    if not is_built():
        click.echo("Making the demo: 35 people in three workshops. This takes half a minute.")
        with click.progressbar(length=STEPS, show_eta=False, item_show_func=_words_of) as bar:
            build(clock.now(), lambda step: bar.update(1, step))
    _print_accounts()
    workshop = of_today(clock.now())
    if workshop is None:
        click.echo("\nThe days of this demo have gone on since it was made. Anew: make demo-reset")
    elif codes := [written_code(code) for code in still_to_sit(workshop)]:
        click.echo(f"\nThey have not sat the quiz of today: {', '.join(codes)}")
    _print_address()


def _words_of(step: str | None) -> str:
    return step or ""  # before the first


def _refuse_another_version() -> None:
    """Stop at a database whose tables no migration of this version knows."""
    if is_of_another_version():
        place = db.engine.url.render_as_string()
        raise click.ClickException(
            "This database was made by another version, whose tables cannot be carried over. Keep a"
            f" copy if you need it, then remove it and start again: {place}"
        )


def _throw_away() -> None:
    """Remove the SQLite files, or empty the PostgreSQL schema, and the photos of the demo."""
    url = db.engine.url
    for token in db.session.scalars(sa.select(Upload.token)):
        for key in (token, f"{token}.small"):
            storage().remove(key)
    db.session.remove()
    db.engine.dispose()
    if url.get_backend_name() != "sqlite":
        found = sa.MetaData()
        found.reflect(db.engine)
        found.drop_all(db.engine)
        return
    for suffix in ("", "-wal", "-shm", ".gate"):
        Path(f"{url.database}{suffix}").unlink(missing_ok=True)


def _print_as_json() -> None:
    fields = ("role", "identity", "secret", "workshop")
    rows = [{name: asdict(account)[name] for name in fields} for account in accounts()]
    click.echo(json.dumps(rows, ensure_ascii=False, indent=1))


def _print_accounts() -> None:
    click.echo(f"\n{'role':14}{'sign in with':28}{'PIN or password':30}{'workshop':26}name")
    for account in accounts():
        identity = account.identity
        if "@" not in identity:
            identity = written_code(identity)
        click.echo(
            f"{account.role:14}{identity:28}{account.secret:30}{account.workshop or '-':26}"
            f"{account.name}"
        )


def _print_address() -> None:
    port = os.environ.get("PORT", "8000")
    host = own_address() if os.environ.get("LAN") == "1" else "127.0.0.1"
    address = f"http://{host}:{port}/"
    if host != "127.0.0.1":
        picture = io.StringIO()
        segno.make(address).terminal(out=picture, compact=True)
        click.echo(f"\n{picture.getvalue()}")
    click.echo(f"\nGo Digital LMS: {address}  (Ctrl+C ends it)\n")
