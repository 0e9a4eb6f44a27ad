"""Who sees a file, how it is sent, and what is tidied away."""

import io
import os
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import func, select

from lms.database import db
from lms.uploads.models import Upload
from lms.uploads.rules import Purpose
from lms.uploads.service import storage
from lms.workshops.models import StaffRole
from tests.constants import NOW
from tests.factories import a_staff_member, a_workshop, an_enrolment
from tests.uploads.factories import PDF, a_photo, an_upload


def address(upload: Upload, tail: str = "") -> str:
    return f"/w/{upload.workshop.slug}/files/{upload.token}{tail}"


@pytest.fixture
def enrolment(app):
    return an_enrolment()


@pytest.fixture
def upload(enrolment):
    return an_upload(enrolment.workshop, enrolment.person)


def test_its_owner_sees_it_and_nothing_in_it_can_do_harm(browser, enrolment, upload):
    response = browser.sign_in(enrolment.person).get(address(upload))

    assert response.status_code == 200
    assert response.data == storage().read(upload.token)
    assert response.headers["Content-Type"] == "image/jpeg"
    assert response.headers["Content-Disposition"].startswith("inline; filename=")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'; sandbox;")
    assert response.headers["Cache-Control"] == "private, no-cache"


def test_the_small_picture_is_sent_once_and_asked_for_each_time(browser, enrolment, upload):
    browser.sign_in(enrolment.person)
    first = browser.get(address(upload, "/small"))

    again = browser.get(address(upload, "/small"), headers={"If-None-Match": first.headers["ETag"]})

    assert first.data == storage().read(f"{upload.token}.small")
    assert (again.status_code, again.data) == (304, b"")


def test_a_small_picture_kept_before_they_were_made_light_is_sent_light(browser, enrolment, upload):
    out = io.BytesIO()
    Image.effect_noise((480, 480), 120).convert("RGB").save(out, "JPEG", quality=75)
    storage().write(f"{upload.token}.small", out.getvalue())

    sent = browser.sign_in(enrolment.person).get(address(upload, "/small"))

    assert len(sent.data) <= 60_000 < out.tell()
    assert sent.data.startswith(b"\xff\xd8\xff")


def test_what_shows_an_excuse_is_kept_by_no_phone(browser, enrolment):
    upload = an_upload(enrolment.workshop, enrolment.person, Purpose.EXCUSE)

    answer = browser.sign_in(enrolment.person).get(address(upload))

    assert answer.headers["Cache-Control"] == "no-store"


def test_a_document_is_saved_and_never_opened_within_the_site(browser, enrolment):
    upload = an_upload(enrolment.workshop, enrolment.person, data=PDF)
    browser.sign_in(enrolment.person)

    response = browser.get(address(upload))

    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert browser.get(address(upload, "/small")).status_code == 404


@pytest.mark.parametrize(
    ("purpose", "seen_by"),
    [
        (Purpose.ANSWER, {StaffRole.TRAINER}),
        (Purpose.EXCUSE, {StaffRole.TRAINER}),
        (Purpose.SHEET, {StaffRole.TRAINER, StaffRole.ASSISTANT}),
        (Purpose.PLAN, {StaffRole.TRAINER, StaffRole.ASSISTANT}),
    ],
)
def test_besides_the_owner_only_those_see_it_who_work_with_it(app, enrolment, purpose, seen_by):
    workshop = enrolment.workshop
    upload = an_upload(workshop, enrolment.person, purpose)
    neighbour = an_enrolment(workshop).person

    for role in StaffRole:
        answer = app.test_client().sign_in(a_staff_member(workshop, role)).get(address(upload))
        assert answer.status_code == (200 if role in seen_by else 404)
    assert app.test_client().sign_in(neighbour).get(address(upload)).status_code == 404


def test_it_is_not_found_from_another_workshop(browser, enrolment, upload):
    elsewhere = a_workshop()
    an_enrolment(elsewhere, enrolment.person)
    browser.sign_in(enrolment.person)

    assert browser.get(f"/w/{elsewhere.slug}/files/{upload.token}").status_code == 404
    assert browser.get(f"/w/{enrolment.workshop.slug}/files/{'0' * 32}").status_code == 404


def test_the_same_file_sent_twice_is_kept_once(enrolment, upload):
    again = an_upload(enrolment.workshop, enrolment.person, data=a_photo())
    other = an_upload(enrolment.workshop, an_enrolment(enrolment.workshop).person)

    assert again.token == upload.token != other.token
    assert db.session.scalar(select(func.count()).select_from(Upload)) == 2


def test_tidying_removes_what_no_row_knows_after_a_day(app, upload):
    folder = Path(app.config["UPLOADS_FOLDER"])
    old = (NOW - timedelta(days=2)).timestamp()
    for key in ("a" * 32, f"{'b' * 32}.small", upload.token):
        storage().write(key, b"x")
        os.utime(folder / key[:2] / key, (old, old))
    draft = folder / "cc" / f"{'c' * 32}.draft"
    storage().write("c" * 32, b"fresh")
    os.utime(folder / "cc" / ("c" * 32), (NOW.timestamp(), NOW.timestamp()))
    draft.write_bytes(b"half")
    os.utime(draft, (old, old))

    told = app.test_cli_runner().invoke(args=["uploads", "tidy"])

    assert told.output == "3 files removed\n"
    left = {path.name for path in folder.rglob("*") if path.is_file()}
    assert left == {upload.token, f"{upload.token}.small", "c" * 32}
