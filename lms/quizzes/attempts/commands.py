"""`flask quizzes close-overdue`."""

import click
from flask.cli import AppGroup

from lms import clock
from lms.database import db
from lms.quizzes.attempts import service

quizzes = AppGroup("quizzes", help="Look after quizzes.")


@quizzes.command("close-overdue")
def close_overdue_command() -> None:
    """Hand in every attempt whose time is over, with the answers that were saved."""
    count = service.close_overdue(clock.now())
    db.session.commit()
    click.echo(f"{count} attempts handed in")
