"""The five days begin: from the office's list to the practice at home, on phones.

The list is imported and cards are made. One participant scans the code on the projector before she
ever signed in, then her card, and is recorded; another types the codes of hers and the six digits.
The board shows them; what was not taught is on their list for home, with its exercises.
"""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader
from time_machine import escape_hatch

from lms.attendance.checkin.rules_codes import link_at
from lms.demo import __file__ as demo_package
from lms.people.models import Standing
from tests.browser import PHONE, follow, sign_in_by_form
from tests.constants import WITA
from tests.factories import (
    PASSWORD,
    a_colleague,
    a_meeting,
    a_program,
    a_staff_member,
    a_workshop,
    an_organiser,
)
from tests.journeys.cards import activate, choose_pin, make_cards, press, press_on

pytestmark = [pytest.mark.browser, pytest.mark.server]

SAMPLE = Path(demo_package).parent / "sample" / "participants.csv"
SCANS, TYPES = "Ni Made Kunang Lestari", "I Nyoman Ombak Segara"
A_WHILE = 15_000  # milliseconds: longer than a page waits until it asks for what is new
ORGANISER, TRAINER = "organiser@example.org", "trainer@example.org"


@pytest.fixture
def meeting(app):
    """A meeting that began a minute ago by the server's clock, in a workshop with nobody in it."""
    now = escape_hatch.datetime.datetime.now(WITA)
    program = a_program()
    workshop = a_workshop(program=program, number=1, slug="angkatan", first_day=None)
    an_organiser(program, a_colleague(email=ORGANISER, standing=Standing.ORGANISER))
    a_staff_member(workshop, person=a_colleague(email=TRAINER))
    return a_meeting(
        workshop, starts_at=now - timedelta(minutes=1), ends_at=now + timedelta(hours=3)
    )


def import_list(page, workshop):
    page.goto(f"{workshop}/people/import")
    page.set_input_files("input[type=file]", SAMPLE)
    press(page, "Periksa daftar")
    press(page, "Impor 12 orang")
    page.wait_for_url("**/people/cards")


def printed(page):
    """Return the texts of the pages of the PDF that this page offers."""
    form = page.locator("form", has=page.get_by_role("button", name="Cetak 12 kartu"))
    token = form.locator("[name=csrf_token]").input_value()
    address = page.url.split("/w/")[0] + form.get_attribute("action")
    pdf = page.request.post(address, form={"csrf_token": token}).body()
    return [one.extract_text() for one in PdfReader(io.BytesIO(pdf)).pages]


def test_from_the_list_by_card_and_check_in_to_the_practice_at_home(server, meeting, open_page):
    workshop = f"{server.address}/w/angkatan"
    organiser, trainer = open_page(PHONE), open_page(PHONE)
    scanning, typing = open_page(PHONE), open_page(PHONE)

    sign_in_by_form(organiser, server.address, ORGANISER, PASSWORD)
    import_list(organiser, workshop)
    cards = make_cards(organiser, f"{workshop}/people", 12)
    pages = printed(organiser)
    assert len(pages) == 2  # eight cards, then four
    assert SCANS in "".join(pages)

    sign_in_by_form(trainer, server.address, TRAINER, PASSWORD)
    trainer.clock.install()
    trainer.goto(f"{workshop}/attendance/{meeting.id}/screen")
    expect(trainer.locator(".screen-qr svg")).to_be_visible()
    code, secret = cards[SCANS]
    now = escape_hatch.datetime.datetime.now(WITA)
    scanning.goto(f"{server.address}/hadir/q/{link_at('test', meeting.id, now)}")
    expect(scanning.get_by_text("Waktu kehadiran Anda tersimpan")).to_be_visible()
    scanning.goto(f"{server.address}/kartu#{code}.{secret}".replace("-", ""))
    choose_pin(scanning)
    expect(scanning.get_by_role("heading", level=1)).to_contain_text("Anda tercatat hadir")
    assert secret not in scanning.url
    trainer.clock.fast_forward(A_WHILE)
    expect(trainer.locator(".screen-count b")).to_have_text("1")

    trainer.goto(f"{workshop}/board")
    row = trainer.get_by_role("row").filter(has_text=SCANS)
    expect(row).to_contain_text("Hadir")
    other_row = trainer.get_by_role("row").filter(has_text=TYPES)
    expect(other_row).not_to_contain_text("Hadir")

    activate(typing, server.address, *cards[TYPES])
    expect(typing.get_by_role("heading", name="Kemajuan saya")).to_be_visible()
    screen = trainer.context.new_page()
    screen.goto(f"{workshop}/attendance/{meeting.id}/screen")
    digits = screen.locator(".digits").inner_text()
    typing.goto(f"{server.address}/hadir")
    typing.fill("[name=code]", "".join(filter(str.isdigit, digits)))
    press(typing, "Catat kehadiran saya")
    expect(typing.get_by_text("Anda tercatat hadir").first).to_be_visible()
    screen.close()
    trainer.clock.fast_forward(A_WHILE)
    expect(other_row).to_contain_text("Hadir")

    trainer.goto(f"{workshop}/coverage/{meeting.id}")
    trainer.locator("label.not").first.click()
    press_on(trainer, "Simpan")
    scanning.goto(f"{workshop}/home-practice")
    expect(scanning.get_by_text("Belum disampaikan di kelas").first).to_be_visible()
    exercise = scanning.locator("main a[href*='/exercises/']").first
    follow(exercise)
    expect(scanning.get_by_role("button", name="Periksa jawaban").first).to_be_visible()
