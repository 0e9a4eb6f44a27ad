"""`python -m lms.demo`: make the demo if it is not there, print its accounts, and serve it.

One process loads Python with all its libraries, which takes more than a second. A child of it makes
the demo: making prints PDFs, for which typst starts threads, and processes that serve, forked from
one with such threads, would wait for them for ever. Takes the options of `flask demo`.
"""

import multiprocessing
import os
import socket
import sys

import click
from flask import Flask
from gunicorn.app.wsgiapp import run

from lms import create_app
from lms.demo.commands import demo

BROKEN_OFF = 130
"""What a shell expects of a command that Ctrl+C has ended."""


def _refuse_a_taken_port() -> None:
    """End before anything is made if somebody serves there already."""
    port = os.environ.get("LMS_BIND", "").rpartition(":")[2] or os.environ.get("PORT", "8000")
    with socket.socket() as probe:
        if port.isdigit() and probe.connect_ex(("127.0.0.1", int(port))) == 0:
            another = int(port) + 1000 if int(port) + 1000 < 2**16 else 8000
            sys.exit(
                f"Port {port} is taken; is the demo running already?"
                f" Another one: PORT={another} make demo"
            )


def _make(app: Flask) -> None:
    with app.app_context():
        try:
            demo.main(standalone_mode=False)
        except click.ClickException as problem:
            problem.show()
            sys.exit(problem.exit_code)
        except click.Abort:
            sys.exit(BROKEN_OFF)


_refuse_a_taken_port()
os.environ.setdefault("LMS_LOG_LEVEL", "WARNING")  # who tries it out looks at the pages
os.environ.setdefault("LMS_SECOND_FACTOR_DAYS", "0")  # … and goes on with what is printed
made = multiprocessing.get_context("fork").Process(target=_make, args=(create_app(),))
made.start()
try:
    made.join()
except KeyboardInterrupt:  # the child was told, too
    sys.exit(BROKEN_OFF)
if made.exitcode:
    sys.exit(made.exitcode)
sys.argv[1:] = ["--config", "gunicorn.conf.py", "--log-level", "warning"]
run(prog="gunicorn")
