"""What a server loads: `lms.wsgi:served_app`."""

import logging

from lms.database import TransactionalFlask, db
from lms.database.revisions import refuse_other_tables
from lms.factory import create_app


def served_app(instance_path: str | None = None, **settings: object) -> TransactionalFlask:
    """The application, ready to serve.

    Raises RuntimeError, saying which command to run, if this release cannot run on the tables.
    """
    logging.getLogger("alembic").setLevel(logging.WARNING)  # each /readyz asks for the revision
    app = create_app(instance_path, **settings)
    with app.app_context():
        try:
            refuse_other_tables()
        finally:
            db.session.remove()
            db.engine.dispose()  # the processes that serve open connections of their own
    return app
