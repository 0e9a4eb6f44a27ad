"""`flask person export`, `erase` and `retain`."""

from pathlib import Path

import click
from flask import current_app

from lms import clock
from lms.audit.exporting import note_export
from lms.database import db
from lms.errors import LmsError
from lms.people.administration.commands import person as group
from lms.people.models import Person
from lms.people.secrets import normalised_identity
from lms.privacy import queries, retention
from lms.privacy.copying import data_file
from lms.privacy.service import erase_person


def _found(identity: str) -> Person:
    person = queries.person_called(normalised_identity(identity))
    if person is None:
        raise click.ClickException(f"Nobody has the code, email or number {identity}.")
    return person


@group.command("export")
@click.argument("identity")
@click.option("--into", type=click.Path(path_type=Path), required=True, help="The ZIP to write.")
def export_person(identity: str, into: Path) -> None:
    """Write everything kept about a person (code, email or number) into one file."""
    person = _found(identity)
    now = clock.now()
    into.write_bytes(data_file(person, now))
    note_export("person", f"person:{person.id}", now, actor_id=None, lines=1)
    db.session.commit()
    click.echo(f"Written: {into}")


@group.command("erase")
@click.argument("identity")
@click.option("--yes", is_flag=True, help="Do not ask.")
def erase_command(identity: str, yes: bool) -> None:
    """Erase what tells of a person; attendance and results stay under a pseudonym."""
    person = _found(identity)
    if not yes:
        click.confirm(f"Erase the data of {person.name} for good?", abort=True)
    try:
        erase_person(person, clock.now(), None)
    except LmsError as problem:
        db.session.rollback()
        raise click.ClickException(str(problem)) from problem
    db.session.commit()
    click.echo(f"Erased: {person.name}. Run `flask --app lms uploads tidy` for the files.")


@group.command("retain")
@click.option("--preview", is_flag=True, help="Only say who would be erased.")
def retain(preview: bool) -> None:
    """Erase who was kept longer than RETENTION_MONTHS, and old sign-ins and messages (for cron)."""
    now, months = clock.now(), int(current_app.config["RETENTION_MONTHS"])
    people = retention.to_erase(now, months) if months else ()
    if preview:
        for each in people:
            click.echo(f"{each.participant_code} {each.name}")
        click.echo(f"{len(people)} people would be erased.")
        return
    for each in people:
        erase_person(each, now, None)
    rows = retention.delete_old_logs(now)
    db.session.commit()
    click.echo(f"{len(people)} people erased, {rows} old sign-ins and messages deleted.")
