"""A participant writes her plan on a phone, ticks off a step, and answers on day 90."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from lms.database import db
from lms.plans.queries import plan_of
from tests.browser import sign_in
from tests.factories import PIN, a_person, a_workshop, an_enrolment

pytestmark = [pytest.mark.browser, pytest.mark.server]


def test_a_plan_grows_on_a_phone(server, page):
    # The server's clock is the real one: the workshop was long ago.
    workshop = a_workshop(first_day=date(2020, 1, 6), practice_days=36_500)
    wayan = an_enrolment(workshop, a_person(participant_code="HADIR001"))
    db.session.commit()
    sign_in(page, server.address, "HADIR001", PIN)
    page.goto(server.address)
    page.get_by_role("link", name="Tulis rencana saya").click()

    # Half a plan is kept.
    page.get_by_label("Apa yang akan Anda ubah?").fill("Buku kas ditutup setiap hari")
    page.get_by_label("1. Apa yang dikerjakan?").fill("Menyiapkan lembar kas")
    page.get_by_role("button", name="Simpan rencana saya").click()
    expect(page.get_by_text("Tersimpan.")).to_be_visible()
    expect(page.get_by_label("Apa yang akan Anda ubah?")).to_have_value(re.compile("^Buku kas"))

    # It goes on: the next step is open, the first one is ticked off.
    page.get_by_label("2. Apa yang dikerjakan?").fill("Melatih kasir")
    page.get_by_label("2. Sampai kapan?").fill("2030-01-31")
    page.get_by_role("button", name="Simpan rencana saya").click()
    page.get_by_role("button", name=re.compile("Ini sudah selesai.*Langkah 1")).click()
    expect(page.get_by_text("Langkah 1 selesai.")).to_be_visible()

    # Long after the workshop her home asks how it goes.
    page.goto(server.address)
    page.get_by_role("link", name="Jawab tiga pertanyaan").click()
    expect(page).to_have_url(re.compile(r"/follow-up/90$"))
    expect(page.get_by_label("Menyiapkan lembar kas")).to_be_checked()
    page.get_by_label("Kadang-kadang").check()
    page.get_by_label("Melatih kasir").check()
    page.get_by_label("Apa yang masih kurang?").fill("Waktu")
    page.get_by_role("button", name="Kirim jawaban saya").click()
    expect(page.get_by_text("Terima kasih.")).to_be_visible()

    db.session.rollback()
    plan = plan_of(wayan)
    assert plan is not None
    assert [bool(step.done_at) for step in plan.steps] == [True, True]
