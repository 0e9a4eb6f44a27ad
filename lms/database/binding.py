"""Joining the application to the database that its settings name."""

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask, before_render_template
from flask_migrate import Migrate

from lms.database import sqlite
from lms.database.base import db
from lms.database.transactions import note_write, settle_before_page

migrate = Migrate()
MIGRATIONS = Path(__file__).parent.parent / "migrations"


def init_database(app: Flask) -> None:
    """Bind the database named by the settings; on SQLite set up the write gate."""
    url = sa.make_url(app.config["DATABASE_URL"])
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    # Without parameters in its errors, no name, answer or hash gets into a log.
    options: dict[str, Any] = {"hide_parameters": True, "pool_use_lifo": True}
    if url.get_backend_name() == "sqlite":
        seconds = app.config["SQLITE_BUSY_SECONDS"]
        options |= {"module": sqlite.driver, "connect_args": {"timeout": seconds}}
    else:
        # After the database was restarted a dead connection is noticed before a request uses it.
        options["pool_pre_ping"] = True
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options
    db.init_app(app)
    before_render_template.connect(settle_before_page, app)
    migrate.init_app(app, db, directory=str(MIGRATIONS), render_as_batch=True, compare_type=True)
    with app.app_context():
        sa.event.listen(db.engine, "before_cursor_execute", note_write)
        if db.engine.dialect.name == "sqlite":
            sqlite.prepare_sqlite(db.engine, app)
