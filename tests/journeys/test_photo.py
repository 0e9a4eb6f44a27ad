"""A photo from the phone: sent as soon as it is chosen, kept for later without a line."""

import shutil

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from lms.database import db
from lms.quizzes.attempts.models import AnswerSave
from tests.constants import COURSE
from tests.factories import a_revision
from tests.quizzes.factories import TASK
from tests.uploads.factories import a_photo

pytestmark = [pytest.mark.browser, pytest.mark.server]

PHOTO = {"name": "foto.png", "mimeType": "image/png", "buffer": a_photo(2400, 1800, "PNG")}


@pytest.fixture
def asked(begin, tmp_path):
    """Open the question that asks for a photo."""
    folder = tmp_path / "course"
    shutil.copytree(COURSE, folder)
    (folder / "day-2/assignment.yaml").write_text(TASK)

    def opened(**options):
        page, _attempt = begin(a_revision(folder), "tugas-foto", 1, **options)
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

    expect(page.locator(".files img")).to_be_visible()
    assert saved() == 1


def test_without_javascript_the_form_sends_it(asked):
    page = asked(java_script_enabled=False)

    page.set_input_files("#answer", PHOTO)
    page.get_by_role("button", name="Kirim berkas ini").click()

    expect(page.locator(".files img")).to_be_visible()
    assert saved() == 1
