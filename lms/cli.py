"""Commands: they read, call, print, and exit with a code."""

from flask import Flask

from lms.publishing.commands import course


def init_cli(app: Flask) -> None:
    """Register the commands."""
    for command in (course,):
        app.cli.add_command(command)
