"""Commands: they read, call, print, and exit with a code."""

from flask import Flask

from lms.demo.commands import demo
from lms.enrolment.importing.commands import workshop
from lms.mail.commands import mail
from lms.people.administration.commands import person
from lms.publishing.commands import course
from lms.quizzes.attempts.commands import quizzes
from lms.reports.commands import report
from lms.uploads.commands import uploads


def init_cli(app: Flask) -> None:
    """Register the commands."""
    for command in (course, person, workshop, quizzes, report, uploads, mail, demo):
        app.cli.add_command(command)
