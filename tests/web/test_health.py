"""What a machine that watches is told."""

import shutil
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from lms.database import db
from lms.web import health
from tests.factories import a_person


def test_a_living_process_says_so_without_asking_the_database(browser, statements):
    browser.sign_in(a_person())

    with statements() as seen:
        assert browser.get("/healthz").text == "ok\n"

    assert not seen


def test_a_process_with_its_tables_and_room_is_ready(browser):
    response = browser.get("/readyz")

    assert response.status_code == 200
    assert response.json == {"ready": True, "database": "ok", "disk": "ok"}


def test_tables_of_another_release_are_told_without_details(browser):
    db.session.execute(sa.text("UPDATE alembic_version SET version_num = 'elsewhere'"))
    try:
        response = browser.get("/readyz")
    finally:
        newest = health.known_revisions()[0]
        db.session.execute(sa.text(f"UPDATE alembic_version SET version_num = '{newest}'"))
        db.session.commit()

    assert response.status_code == 503
    assert response.headers["Retry-After"] == "5"
    assert response.json["database"] == "tables of another release"
    assert response.json["disk"] == "ok"


@pytest.mark.parametrize(
    ("free", "status"), [(health.MIN_FREE_DISK - 1, 503), (health.MIN_FREE_DISK, 200)]
)
def test_a_disk_that_is_nearly_full_is_told(browser, monkeypatch, free, status):
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=free))

    assert browser.get("/readyz").status_code == status
