"""What a watching machine asks: does the process live, and is it ready to serve people?"""

import shutil
from functools import cache
from pathlib import Path

from flask import Flask, Response, current_app, jsonify
from sqlalchemy.exc import DBAPIError

from lms.access import IMPERSONAL, requires
from lms.database.revisions import known_revisions, problem_with, revision_of_database

MIN_FREE_DISK = 100 * 1024 * 1024
"""Bytes. With less, photos and saves are about to fail."""


def init_health(app: Flask) -> None:
    """Serve `/healthz`, which asks nothing of anything, and `/readyz`, which asks everything."""

    @requires(IMPERSONAL)
    def alive() -> Response:
        return Response("ok\n", mimetype="text/plain")

    @requires(IMPERSONAL)
    def ready() -> Response:
        problems = {"database": _problem_of_database(), "disk": _problem_of_disk()}
        words = {part: problem or "ok" for part, problem in problems.items()}
        response = jsonify(ready=not any(problems.values()), **words)
        if any(problems.values()):
            response.status_code = 503
            response.headers["Retry-After"] = "5"
        return response

    app.add_url_rule("/healthz", "health.alive", alive)
    app.add_url_rule("/readyz", "health.ready", ready)


def _problem_of_database() -> str | None:
    """Why the database cannot be used now; nothing of its address or its people."""
    try:
        found = revision_of_database()
    except DBAPIError:
        return "cannot be reached"
    known = _known(current_app.root_path)
    ahead = str(current_app.config["NEXT_REVISION"])
    return "tables of another release" if problem_with(found, known, ahead) else None


@cache
def _known(_release: str) -> list[str]:
    """The revisions of this release, read once: they are files, and it is asked every second."""
    return known_revisions()


def _problem_of_disk() -> str | None:
    """Whether the disk of the photos and, on SQLite, of the database is nearly full."""
    uploads = Path(current_app.config["UPLOADS_FOLDER"])
    for folder in (uploads if uploads.is_dir() else None, Path(current_app.instance_path)):
        if folder and shutil.disk_usage(folder).free < MIN_FREE_DISK:
            return "nearly full"
    return None
