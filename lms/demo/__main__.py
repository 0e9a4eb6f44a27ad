"""`python -m lms.demo`: make the demo if it is not there, print its accounts, and serve it.

One process does both, for loading Python with all its libraries takes more than a second. Takes
the options of `flask demo`.
"""

import sys

import click
from gunicorn.app.wsgiapp import run

from lms import create_app
from lms.database import db
from lms.demo.commands import demo

with create_app().app_context():
    try:
        demo.main(standalone_mode=False)
    except click.ClickException as problem:
        problem.show()
        sys.exit(problem.exit_code)
    db.session.remove()
    db.engine.dispose()  # the processes that serve open connections of their own
sys.argv[1:] = ["--config", "gunicorn.conf.py"]
run(prog="gunicorn")
