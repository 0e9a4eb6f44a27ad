"""`flask practice remind`: mail to those who have not practised for a while."""

import click
from flask import current_app
from flask.cli import with_appcontext

from lms import clock
from lms.database import db
from lms.mail.service import is_configured
from lms.practice.overview.service import remind_everybody
from lms.practice.sitting.commands import practice


@practice.command("remind")
@with_appcontext
def remind_command() -> None:
    """Write to all who are silent for four or ten days, have an address, and agreed to mail.

    Run it once a day; `flask mail send` sends what it writes. After the second reminder nobody is
    written to again, by whom ever she was reminded.
    """
    if not is_configured():
        raise click.ClickException("No mail server is set: LMS_SMTP_HOST, LMS_SMTP_SENDER.")
    address = current_app.config["PUBLIC_ADDRESS"]
    if not address:
        raise click.ClickException("Set LMS_PUBLIC_ADDRESS, where the links of mails lead.")
    with current_app.test_request_context(base_url=address):
        count = remind_everybody(clock.now())
        db.session.commit()
    click.echo(f"{count} reminders written")
