"""A quiz when the line drops: nothing typed is lost, and handing in needs no line."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from lms.database import db
from lms.quizzes.models import Answer, Attempt, Delivery
from tests.browser import PHONE, sign_in
from tests.factories import PIN, a_person, a_workshop, an_enrolment

pytestmark = [pytest.mark.browser, pytest.mark.server]

LAST = 4  # the words in the last place of the timed quiz of the tests' course


@pytest.fixture
def sat(server, open_page):
    """A phone on the last question of a quiz with a time limit, and the quiz's address."""
    # The server's clock is the real one: days long past, a practice period that outlasts us.
    workshop = a_workshop(first_day=date(2020, 1, 6), practice_days=36_500)
    an_enrolment(workshop, a_person(participant_code="HADIR001"))
    db.session.commit()
    page = open_page(PHONE)
    sign_in(page, server.address, "HADIR001", PIN)
    cover = f"{server.address}/w/{workshop.slug}/quizzes/kuis-1"
    page.goto(cover)
    page.get_by_role("button", name="Mulai", exact=True).click()
    page.wait_for_url(re.compile(r"/attempts/\d+/1$"))
    attempt = page.url.rsplit("/", 1)[0]
    page.goto(f"{attempt}/{LAST}")
    return page, attempt


def words_handed_in():
    db.session.rollback()
    return db.session.scalar(select(Answer.answer).where(Answer.position == LAST))


def wait_until_kept(page):
    page.wait_for_function("() => Object.keys(localStorage).some((k) => k.startsWith('quiz:'))")


def kept_on(page):
    """What the phone keeps of an answer."""
    kept = "Object.entries(localStorage).find(([k]) => k.startsWith('quiz:'))[1]"
    return set(page.evaluate(f"Object.keys(JSON.parse({kept}))"))


def hand_in(page, attempt):
    page.goto(f"{attempt}/check")
    page.get_by_role("button", name="Kumpulkan sekarang", exact=True).click()
    page.wait_for_url(f"{attempt}/result")


def test_who_goes_offline_closes_the_tab_and_comes_back_hands_in_what_she_typed(sat):
    page, attempt = sat
    context = page.context
    context.set_offline(True)

    page.fill("[name=answer]", "kode sekali pakai")
    expect(page.get_by_text("Tidak ada sambungan").first).to_be_visible()
    wait_until_kept(page)
    assert kept_on(page) == {"client", "typed", "number", "at", "steady", "wall"}
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(f"{attempt}/{LAST}")
    expect(again.locator("[name=answer]")).to_have_value("kode sekali pakai")
    hand_in(again, attempt)

    assert words_handed_in() == "kode sekali pakai"


def test_what_was_typed_offline_is_sent_when_the_line_is_back(sat):
    page, attempt = sat
    page.context.set_offline(True)
    page.fill("[name=answer]", "OTP")
    expect(page.get_by_text("Tidak ada sambungan").first).to_be_visible()

    page.context.set_offline(False)

    expect(page.get_by_text(re.compile(r"Tersimpan \d\d\.\d\d"))).to_be_visible()
    hand_in(page, attempt)
    assert words_handed_in() == "OTP"


def test_handing_in_offline_gives_a_code_and_delivers_itself_after_the_tab_was_closed(sat, server):
    page, _attempt = sat
    context = page.context
    context.set_offline(True)
    page.fill("[name=answer]", "OTP")
    page.get_by_role("button", name="Simpan dan periksa").click()
    page.get_by_text("Kumpulkan tanpa sambungan").click()
    page.get_by_role("button", name="Kumpulkan dengan kode tanda terima").click()

    code = page.locator("[data-code]").inner_text()
    page.close()
    context.set_offline(False)
    home = context.new_page()
    home.goto(server.address)

    expect(home.get_by_text("Jawaban Anda sudah sampai")).to_be_visible()
    db.session.rollback()
    assert db.session.scalar(select(Attempt.handed_in_at)) is not None
    assert db.session.scalar(select(Delivery.receipt)) == code
    assert words_handed_in() == "OTP"


def test_the_earlier_device_is_told_when_a_second_one_takes_over(sat, server, open_page):
    phone, attempt = sat
    laptop = open_page(PHONE)
    sign_in(laptop, server.address, "HADIR001", PIN)
    laptop.goto(f"{attempt}/{LAST}")
    laptop.fill("[name=answer]", "di laptop")
    expect(laptop.get_by_text(re.compile(r"Tersimpan \d\d\.\d\d"))).to_be_visible()

    phone.fill("[name=answer]", "di ponsel")

    expect(phone.get_by_text("dibuka di perangkat lain")).to_be_visible()
    hand_in(laptop, attempt)
    assert words_handed_in() == "di laptop"
