"""A photo from the phone: sent as soon as it is chosen, kept for later without a line."""

import re
import shutil
from datetime import date

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from lms.database import db
from lms.quizzes.models import AnswerSave
from tests.browser import PHONE, sign_in
from tests.factories import COURSE, PIN, a_person, a_revision, a_workshop, an_enrolment
from tests.quizzes.test_files import TASK
from tests.uploads.factories import a_photo

pytestmark = [pytest.mark.browser, pytest.mark.server]

PHOTO = {"name": "foto.png", "mimeType": "image/png", "buffer": a_photo(2400, 1800, "PNG")}


@pytest.fixture
def asked(server, open_page, tmp_path):
    """Open the question that asks for a photo."""
    folder = tmp_path / "course"
    shutil.copytree(COURSE, folder)
    (folder / "day-2/assignment.yaml").write_text(TASK)
    # The server's clock is the real one: days long past, a practice period that outlasts us.
    workshop = a_workshop(
        revision=a_revision(folder), first_day=date(2020, 1, 6), practice_days=36_500
    )
    an_enrolment(workshop, a_person(participant_code="HADIR001"))
    db.session.commit()

    def opened(**options):
        page = open_page(PHONE, **options)
        sign_in(page, server.address, "HADIR001", PIN)
        page.goto(f"{server.address}/w/{workshop.slug}/quizzes/tugas-foto")
        page.get_by_role("button", name="Mulai", exact=True).click()
        page.wait_for_url(re.compile(r"/attempts/\d+/1$"))
        return page

    return opened


def saved():
    db.session.rollback()
    return len(db.session.scalars(select(AnswerSave.answer)).all())


def test_a_photo_is_sent_when_it_is_chosen_and_shown_when_it_is_saved(asked):
    page = asked()

    page.set_input_files("#answer", PHOTO)

    expect(page.locator(".files img")).to_be_visible()
    expect(page.get_by_text("Tersimpan")).to_be_visible()
    assert saved() == 1
    page.get_by_role("button", name="Hapus berkas ini").click()
    expect(page.locator(".files img")).to_have_count(0)


def test_without_a_line_it_waits_and_goes_by_itself(asked):
    page = asked()
    page.context.set_offline(True)
    page.set_input_files("#answer", PHOTO)
    expect(page.get_by_text("Belum terkirim")).to_be_visible()

    page.context.set_offline(False)

    expect(page.locator(".files img")).to_be_visible(timeout=20_000)
    assert saved() == 1


def test_without_javascript_the_form_sends_it(asked):
    page = asked(java_script_enabled=False)

    page.set_input_files("#answer", PHOTO)
    page.get_by_role("button", name="Kirim berkas ini").click()

    expect(page.locator(".files img")).to_be_visible()
    assert saved() == 1
