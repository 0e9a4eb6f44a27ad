"""`flask course check` and `flask course publish`."""

from pathlib import Path

import click
from flask.cli import AppGroup

from lms import clock
from lms.content.folder import Reading, read_folder
from lms.database import db
from lms.publishing.service import publish as publish_document

course = AppGroup("course", help="Check and publish course files.")
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@course.command()
@click.argument("path", type=_FOLDER)
def check(path: Path) -> None:
    """Report everything that is wrong with the course in PATH."""
    reading = read_folder(path)
    _stop_at_problems(reading)
    for name, count in reading.counts.items():
        click.echo(f"{count:5} {name}")
    click.echo("The course is sound.")


@course.command()
@click.argument("path", type=_FOLDER)
def publish(path: Path) -> None:
    """Store the course in PATH as a new revision; unchanged files make none."""
    reading = read_folder(path)
    _stop_at_problems(reading)
    assert reading.document is not None
    revision, is_new = publish_document(reading.document, clock.now())
    db.session.commit()
    told = "published" if is_new else "unchanged"
    click.echo(f"{revision.course_slug}: revision {revision.number} {told}")


def _stop_at_problems(reading: Reading) -> None:
    if not reading.problems:
        return
    for problem in reading.problems:
        click.echo(str(problem), err=True)
    click.echo(f"{len(reading.problems)} problems; nothing was published.", err=True)
    raise click.exceptions.Exit(1)
