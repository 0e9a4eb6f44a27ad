"""`python -m lms.demo`: make the demo if it is not there, print its accounts, and serve it.

One process does both, for loading Python with all its libraries takes more than a second. Takes
the options of `flask demo`.
"""

import os
import socket
import sys

import click
from gunicorn.app.wsgiapp import run

from lms import create_app
from lms.database import db
from lms.demo.commands import demo


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


_refuse_a_taken_port()
os.environ.setdefault("LMS_LOG_LEVEL", "WARNING")  # who tries it out looks at the pages
os.environ.setdefault("LMS_SECOND_FACTOR_DAYS", "0")  # … and goes on with what is printed
with create_app().app_context():
    try:
        demo.main(standalone_mode=False)
    except click.ClickException as problem:
        problem.show()
        sys.exit(problem.exit_code)
    db.session.remove()
    db.engine.dispose()  # the processes that serve open connections of their own
sys.argv[1:] = ["--config", "gunicorn.conf.py", "--log-level", "warning"]
run(prog="gunicorn")
