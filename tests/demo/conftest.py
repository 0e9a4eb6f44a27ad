"""The demo proper, made once for the whole run."""

import json
import shutil

import pytest

from lms.database import db
from lms.demo.build import build
from tests.databases import POSTGRESQL
from tests.pages.demo import PROPER, STEPS_TOLD
from tests.pages.extras import NOW
from tests.shipped import read_once


@pytest.fixture(autouse=True)
def _the_course_is_read_once(monkeypatch):
    monkeypatch.setattr("lms.demo.build.read_folder", read_once)


@pytest.fixture
def demo(app, application, at, request):
    """The steps of which a build has told; with SQLite it is the one whose pages are drawn."""
    at(NOW)
    if POSTGRESQL:
        steps = []
        build(NOW, steps.append)
        return steps
    folder = request.getfixturevalue("built_demo")
    db.session.remove()
    db.engine.dispose()
    application.put_back(app, folder / PROPER)
    shutil.copytree(folder / "uploads", app.config["UPLOADS_FOLDER"], dirs_exist_ok=True)
    return json.loads((folder / STEPS_TOLD).read_text())
