"""`flask uploads tidy`."""

import click
from flask.cli import AppGroup

from lms import clock
from lms.uploads import service

uploads = AppGroup("uploads", help="Look after the files people sent in.")


@uploads.command("tidy")
def tidy_command() -> None:
    """Remove files that were stored and never belonged to anything, after a day."""
    click.echo(f"{service.tidy(clock.now())} files removed")
