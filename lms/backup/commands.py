"""`flask backup create|verify|restore|prune`."""

import shutil
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import click
from flask import current_app
from flask.cli import AppGroup

from lms import clock
from lms.backup.contents import Installation
from lms.backup.keeping import backups_in, chosen_backup
from lms.backup.manifest import BackupFailed, Manifest
from lms.backup.service import backups_folder, make_backup, restore_backup, verify_backup
from lms.backup.trial import try_restoring
from lms.database import db
from lms.database.revisions import UPGRADE, known_revisions
from lms.uploads.storage import Storage

P = ParamSpec("P")
FOLDER = click.Path(file_okay=False, path_type=Path)
KEPT_IN = "The default is the folder backups beside the database (of PostgreSQL in the instance)."

backup = AppGroup("backup", help="Copy database and uploads, prove copies, put one back.")


def failing_in_words(command: Callable[P, None]) -> Callable[P, None]:
    """Say in words what went wrong, with the exit code 1."""

    @wraps(command)
    def telling(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except BackupFailed as problem:
            raise click.ClickException(str(problem)) from problem

    return telling


@backup.command("create")
@click.option("--into", type=FOLDER, help=f"Where backups are kept. {KEPT_IN}")
@failing_in_words
def create(into: Path | None) -> None:
    """Make a verified backup of database and uploads; people may go on working."""
    made = make_backup(into or backups_folder(), clock.now(), _storage())
    click.echo(f"Backup, made and verified: {made}")
    _tell(Manifest.read(made))


@backup.command("verify")
@click.option("--from", "source", type=FOLDER, help=f"A backup, or where they are kept. {KEPT_IN}")
@click.option(
    "--restore-into",
    "empty",
    help="Also restore it and read every row: an empty folder (SQLite), or the name of an empty"
    " database on the same server (PostgreSQL). It is empty again afterwards.",
)
@failing_in_words
def verify(source: Path | None, empty: str | None) -> None:
    """Prove a backup, or the newest of a folder: checksums, counts, and on demand by restoring it.

    Exit code 0 if it is good, 1 and why if it is not: made for cron.
    """
    folder = chosen_backup(source or backups_folder())
    if empty:
        manifest, rows = try_restoring(folder, empty)
        click.echo(f"Restored on trial, {rows} rows read, and cleared away again.")
    else:
        manifest = verify_backup(folder)
    click.echo(f"Good: {folder}, made {_when(manifest)}")
    _tell(manifest)


@backup.command("restore")
@click.option(
    "--from", "source", type=FOLDER, required=True, help="A backup, or a folder: its newest."
)
@failing_in_words
def restore(source: Path) -> None:
    """Put a backup back into the database of the settings, in which nobody may be yet.

    Settings and the file secret_key are not in a backup. Bring them along from where you keep them;
    with a new secret key everybody signs in again.
    """
    folder = chosen_backup(source)
    manifest = restore_backup(folder, Installation(db.engine, _storage()))
    click.echo(f"Restored from {folder}, made {_when(manifest)}")
    click.echo(f"into the database {db.engine.url.database}")
    click.echo(f"and the uploads in {current_app.config['UPLOADS_FOLDER']}")
    _tell(manifest)
    if manifest.copied.revision != known_revisions()[0]:
        click.echo(f"It is of an older release. Before you start the server: {UPGRADE}")


@backup.command("prune")
@click.option("--keep", type=click.IntRange(min=1), required=True, help="So many, the newest.")
@click.option("--from", "source", type=FOLDER, help=f"Where backups are kept. {KEPT_IN}")
@failing_in_words
def prune(keep: int, source: Path | None) -> None:
    """Remove old backups; none if the newest does not prove itself."""
    found = backups_in(source or backups_folder())
    if found:
        verify_backup(found[0])
    for old in found[keep:]:
        shutil.rmtree(old)
        click.echo(f"Removed: {old}")
    click.echo(f"{len(found[:keep])} backups are kept.")


def _storage() -> Storage:
    return Storage(current_app.config["UPLOADS_FOLDER"])


def _when(manifest: Manifest) -> str:
    return f"{manifest.made_at:%Y-%m-%d %H:%M} UTC at revision {manifest.copied.revision}"


def _tell(manifest: Manifest) -> None:
    """Say what is in a backup, and on the error channel what people sent in and is not."""
    rows = manifest.copied.rows
    click.echo(f"People: {rows.get('person', 0)}, rows in all tables: {sum(rows.values())}")
    if manifest.uploads is None:
        click.echo("It holds the database alone, not the files that people sent in.")
        return
    click.echo(f"Files that people sent in: {manifest.uploads.files}")
    if lost := manifest.uploads.lost:
        click.echo(
            f"Warning: {len(lost)} files that people sent in were missing or damaged already when"
            f" it was made: {', '.join(lost)}",
            err=True,
        )
