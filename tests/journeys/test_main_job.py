"""The main job, end to end, in a real browser against the production server.

An organiser makes a workshop and enrols people; a participant signs in on her phone, reads,
practises, and sits the quiz with an essay; the trainer takes attendance and marks; the organiser's
report shows it.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from time_machine import escape_hatch

from lms.demo import __file__ as demo_package
from lms.people.models import Standing
from tests.browser import PHONE, follow, sign_in_by_form
from tests.constants import WITA
from tests.factories import PASSWORD, a_colleague, a_revision
from tests.journeys.cards import activate, make_cards, press, press_on

pytestmark = [pytest.mark.browser, pytest.mark.server]

SAMPLE = Path(demo_package).parent / "sample" / "participants.csv"
PERSON = "Ni Made Kunang Lestari"
ESSAY = "Kas dihitung ulang, bukti dicocokkan, lalu selisihnya dicatat dan dilaporkan ke ketua."


@dataclass(frozen=True)
class Place:
    """Where a workshop is on the server."""

    address: str
    path: str

    def __truediv__(self, page: str) -> str:
        return f"{self.address}{self.path}/{page}"


@pytest.fixture
def staff(app):
    """The people there are before the first workshop."""
    a_revision()
    organiser = a_colleague("Penyelenggara Contoh", standing=Standing.ORGANISER)
    trainer = a_colleague("Pelatih Contoh")
    return organiser.email, trainer.email


def follow_link(page: Page, label: str) -> None:
    follow(page.locator("main").get_by_role("link", name=label, exact=True).first)


def make_program(page: Page, address: str) -> None:
    page.goto(f"{address}/programs/new")
    page.fill("[name=title]", "Go Digital Contoh")
    page.fill("[name=target]", "35")
    press_on(page, "Simpan program")


def make_workshop(page: Page, address: str) -> Place:
    """Make workshop 1, whose second and last day was yesterday."""
    follow_link(page, "Angkatan baru")
    page.fill("[name=place]", "Balai Contoh, Sanur")
    page.fill("[name=capacity]", "15")
    today = escape_hatch.datetime.datetime.now(WITA).date()  # the server has the real clock
    days = page.locator("input[type=date]")
    for number in range(days.count()):
        days.nth(number).fill((today - timedelta(days=2 - number)).isoformat())
    press_on(page, "Simpan angkatan")
    path = page.url.removeprefix(address).rstrip("/")
    return Place(address, path)


def add_trainer(page: Page, workshop: Place, email: str) -> None:
    page.goto(workshop / "staff")
    page.fill("[name=email]", email)
    page.fill("[name=name]", "Pelatih Contoh")
    press(page, "Tambahkan ke angkatan")
    expect(page.get_by_text("Pelatih Contoh").first).to_be_visible()


def enrol_people(page: Page, workshop: Place) -> tuple[str, str]:
    """Enrol the sample list and make the cards; return both codes of PERSON."""
    page.goto(workshop / "people/import")
    page.set_input_files("input[type=file]", SAMPLE)
    press(page, "Periksa daftar")
    press(page, "Impor 12 orang")
    page.wait_for_url("**/people/cards")
    return make_cards(page, workshop / "people", 12)[PERSON]


def read_and_practise(page: Page, workshop: Place) -> None:
    page.goto(workshop / "lessons/h2-l1")
    press_on(page, "Selesai, lanjut")
    page.goto(workshop / "exercises/h1-p1")
    page.fill("[name=answer]", "1")
    press(page, "Periksa jawaban")
    expect(page.get_by_text("Coba sekali lagi dengan angka yang sama")).to_be_visible()
    press(page, "Lihat pembahasan")
    expect(page.get_by_text("Coba soal serupa").first).to_be_visible()


def sit_the_quiz(page: Page, workshop: Place) -> None:
    page.goto(workshop / "quizzes/kuis-2")
    press_on(page, "Mulai")
    page.fill("[name=answer]", "Rp 1.250.000")
    press_on(page, "Simpan dan lanjut")
    page.fill("textarea[name=answer]", ESSAY)
    expect(page.get_by_text(re.compile(r"Tersimpan \d\d\.\d\d")).first).to_be_visible()
    press_on(page, "Simpan dan periksa")
    press_on(page, "Kumpulkan sekarang")
    expect(page.get_by_text("Nilai sementara").first).to_be_visible()


def take_attendance(page: Page, workshop: Place) -> None:
    page.goto(workshop / "attendance")
    follow(page.locator("main").get_by_role("link", name="Sesi pagi").first)
    press(page, "Semua hadir")
    expect(page.get_by_text(re.compile(r"Tersimpan \d\d\.\d\d")).first).to_be_visible()


def mark_the_essay(page: Page, workshop: Place) -> None:
    page.goto(workshop / "grading")
    follow_link(page, "Selisih kas")
    expect(page.get_by_text(ESSAY)).to_be_visible()
    page.get_by_label("Poin lain").nth(0).fill("48")
    page.get_by_label("Poin lain").nth(1).fill("32")
    page.fill("[name=comment]", "Rinci dan tepat.")
    press(page, "Simpan dan berikutnya")
    expect(page.get_by_text("1 dari 1 dinilai")).to_be_visible()


def test_from_an_empty_program_to_the_report(server, staff, open_page):
    organiser_email, trainer_email = staff
    organiser, participant, trainer = open_page(PHONE), open_page(PHONE), open_page(PHONE)

    sign_in_by_form(organiser, server.address, organiser_email, PASSWORD)
    make_program(organiser, server.address)
    workshop = make_workshop(organiser, server.address)
    add_trainer(organiser, workshop, trainer_email)
    card = enrol_people(organiser, workshop)

    activate(participant, server.address, *card)
    read_and_practise(participant, workshop)
    sit_the_quiz(participant, workshop)

    sign_in_by_form(trainer, server.address, trainer_email, PASSWORD)
    press_on(trainer, "Ya, saya bersedia")
    take_attendance(trainer, workshop)
    mark_the_essay(trainer, workshop)

    participant.goto(workshop / "my-scores")
    expect(participant.get_by_text("Kuis hari 2").first).to_be_visible()
    organiser.goto(workshop / "report?part=people")
    row = organiser.get_by_role("row").filter(has_text=PERSON).first
    expect(row).to_contain_text("1/4")
    expect(organiser.get_by_role("row").filter(has_text=PERSON).last).to_contain_text("40")


def test_the_participants_part_works_without_javascript(server, staff, open_page, app):
    organiser_email, _trainer = staff
    organiser = open_page(PHONE)
    participant = open_page(PHONE, java_script_enabled=False)

    sign_in_by_form(organiser, server.address, organiser_email, PASSWORD)
    make_program(organiser, server.address)
    workshop = make_workshop(organiser, server.address)
    card = enrol_people(organiser, workshop)

    activate(participant, server.address, *card)
    read_and_practise(participant, workshop)
    participant.goto(workshop / "quizzes/kuis-2")
    press(participant, "Mulai")
    participant.fill("[name=answer]", "5.000.000")
    press(participant, "Simpan dan lanjut")
    participant.fill("textarea[name=answer]", ESSAY)
    press(participant, "Simpan dan periksa")
    press(participant, "Kumpulkan sekarang")
    expect(participant.get_by_text("Nilai sementara").first).to_be_visible()
