"""`flask mail send`."""

import click
from flask import current_app
from flask.cli import AppGroup

from lms import clock
from lms.database import db
from lms.mail import service
from lms.mail.smtp import NotSent, Sender

mail = AppGroup("mail", help="Look after outgoing mail.")


@mail.command("send")
def send() -> None:
    """Send the mail that is due. Run it every minute; several at once do no harm."""
    if not service.is_configured():
        raise click.ClickException("No mail server is set: LMS_SMTP_HOST, LMS_SMTP_SENDER.")
    sent = failed = 0
    with Sender(current_app.config) as sender:
        while (letter := service.claim(clock.now())) is not None:
            db.session.commit()  # so that nobody waits for the server, and no other sender takes it
            problem, final = _sending(sender, letter)
            if problem:
                service.note_problem(letter.mail_id, problem, clock.now(), final=final)
                failed += 1
            else:
                service.note_sent(letter.mail_id, clock.now())
                sent += 1
            db.session.commit()
    click.echo(f"{sent} sent, {failed} not sent")


def _sending(sender: Sender, letter: service.Letter) -> tuple[str, bool]:
    """Hand a letter over; return what went wrong, if anything, and whether that is final."""
    if not letter.wanted:
        return "The person does not want mail any more.", True
    try:
        sender.send(letter)
    except NotSent as trouble:
        return str(trouble), trouble.final
    return "", False
