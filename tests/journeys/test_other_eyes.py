"""The main job on a phone with letters twice as large, and in colours the reader has chosen."""

from datetime import date

import pytest
from playwright.sync_api import expect

from lms.attendance.models import Attendance
from lms.database import db
from lms.quizzes.attempts.models import Answer
from tests.attendance.factories import meetings
from tests.browser import PHONE, follow, sign_in_by_form
from tests.factories import (
    PASSWORD,
    PIN,
    a_person,
    a_staff_member,
    a_workshop,
    an_enrolment,
)
from tests.pages.checks import sideways_problems
from tests.quizzes.factories import an_essay

pytestmark = [pytest.mark.browser, pytest.mark.server]

LONG_AGO = date(2020, 1, 6)
LARGE, FORCED = "text at 200 %", "forced colours"
LARGE_TEXT = """
const sheet = new CSSStyleSheet();
sheet.replaceSync('html { font-size: 200% !important; }');
document.adoptedStyleSheets = [sheet];
"""


@pytest.fixture(params=[LARGE, FORCED])
def phone(request, open_page):
    if request.param == FORCED:
        return open_page(PHONE, forced_colors="active")
    page = open_page(PHONE)
    page.add_init_script(LARGE_TEXT)
    return page


def fits(page):
    assert list(sideways_problems(page)) == []


def test_a_participant_reads_practises_and_sits_a_quiz(server, phone):
    workshop = a_workshop(first_day=LONG_AGO, practice_days=36_500)
    an_enrolment(workshop, a_person(participant_code="HADIR001"))
    db.session.commit()
    sign_in_by_form(phone, server.address, "HADIR001", PIN)
    fits(phone)
    expect(phone.locator(".next-step .button.primary")).to_be_visible()

    phone.goto(f"{server.address}/w/{workshop.slug}/lessons/h2-l1")
    fits(phone)
    follow(phone.get_by_role("button", name="Selesai, lanjut"))

    phone.goto(f"{server.address}/w/{workshop.slug}/exercises/h1-t1")
    follow(phone.get_by_role("button", name="Periksa jawaban"))
    fits(phone)
    expect(phone.locator("[role=alert]")).to_be_focused()
    expect(phone.locator("[role=alert]")).to_be_in_viewport()
    expect(phone.locator("fieldset[aria-describedby=answer-error]")).to_be_visible()
    phone.get_by_role("radio").first.check()
    follow(phone.get_by_role("button", name="Periksa jawaban"))
    expect(phone.locator("#feedback")).to_be_in_viewport()
    fits(phone)

    phone.goto(f"{server.address}/w/{workshop.slug}/quizzes/kuis-2")
    follow(phone.get_by_role("button", name="Mulai", exact=True))
    phone.fill("[name=answer]", "5.000.000")
    fits(phone)
    follow(phone.get_by_role("button", name="Simpan dan lanjut"))
    phone.fill("textarea[name=answer]", "Kas dihitung ulang.")
    fits(phone)
    follow(phone.get_by_role("button", name="Simpan dan periksa"))
    fits(phone)
    follow(phone.get_by_role("button", name="Kumpulkan sekarang"))
    expect(phone.get_by_text("Nilai sementara").first).to_be_visible()
    fits(phone)


def test_a_trainer_takes_attendance_finds_the_menu_and_marks(server, phone):
    workshop = a_workshop(first_day=LONG_AGO, practice_days=36_500)
    meeting = meetings(workshop)[0]
    an_essay(an_enrolment(workshop, a_person("Ni Made Contoh")), "Saya hitung ulang.")
    trainer = a_staff_member(workshop)
    db.session.commit()
    sign_in_by_form(phone, server.address, trainer.email, PASSWORD)
    phone.goto(f"{server.address}/w/{workshop.slug}/attendance/{meeting.id}")
    fits(phone)
    row = phone.get_by_role("group", name="Kehadiran Ni Made Contoh")
    row.get_by_role("radio", name="Sakit", exact=True).click()
    expect(phone.locator("[data-state]")).to_contain_text("Tersimpan")
    fits(phone)

    phone.locator(".nav .menu summary").click()
    follow(phone.locator(".nav .menu-list").get_by_role("link", name="Kemajuan"))
    fits(phone)

    phone.goto(f"{server.address}/w/{workshop.slug}/grading")
    follow(phone.locator("main").get_by_role("link", name="Selisih kas"))
    fits(phone)
    for box in phone.get_by_label("Poin lain").all():
        box.fill("20")
    phone.get_by_role("button", name="Simpan dan berikutnya").click()
    phone.wait_for_url("**/grading")
    expect(phone.get_by_text("1 dari 1 dinilai")).to_be_visible()
    fits(phone)
    db.session.rollback()
    assert [each.presence.value for each in db.session.query(Attendance)] == ["sick"]
    assert all(each.credit is not None for each in db.session.query(Answer))
