"""The live board on a projector, while somebody in the hall answers on her phone."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
from playwright.sync_api import expect

from lms.board.rules import STUCK_AFTER
from lms.database import db
from tests.browser import DESKTOP, PHONE, sign_in
from tests.constants import HOUR
from tests.factories import (
    PASSWORD,
    PIN,
    a_meeting,
    a_person,
    a_staff_member,
    a_workshop,
    an_enrolment,
)
from tests.results.factories import tries

pytestmark = [pytest.mark.browser, pytest.mark.server]

BEGUN = datetime(2020, 1, 6, tzinfo=UTC)
NOTE_WAKE_LOCK = "navigator.wakeLock.request = async (kind) => { window.kept = kind; }"


def test_who_answers_wrong_again_and_again_appears_as_stuck_by_itself(server, open_page):
    workshop = a_workshop(first_day=None)
    a_meeting(workshop, starts_at=BEGUN, ends_at=BEGUN + timedelta(days=36_500))
    an_enrolment(workshop, a_person("Ni Made Contoh", participant_code="HADIR002"))
    trainer = a_staff_member(workshop)
    db.session.commit()
    board, phone = open_page(DESKTOP), open_page(PHONE)
    sign_in(board, server.address, trainer.email, PASSWORD)
    board.clock.install()
    board.goto(f"{server.address}/w/{workshop.slug}/board")
    stuck = board.locator("section.card").filter(has_text="Sedang tersendat")
    expect(stuck).to_have_count(0)

    sign_in(phone, server.address, "HADIR002", PIN)
    for _ in range(STUCK_AFTER):
        phone.goto(f"{server.address}/w/{workshop.slug}/exercises/h1-p1")
        phone.locator("main form").get_by_role("textbox").fill("1")
        phone.get_by_role("button", name="Periksa").click()
        phone.wait_for_url("**/exercises/h1-p1/*")

    board.clock.fast_forward(15_000)  # longer than it waits until it asks again
    expect(stuck.get_by_role("link", name="Ni Made Contoh")).to_be_visible()


def test_morning_practice_is_one_tap_of_the_trainer_and_one_on_each_phone(server, open_page):
    board, phone = open_page(DESKTOP), open_page(PHONE)
    # The server's clock is the real one, and the morning has to be today.
    now = parsedate_to_datetime(phone.goto(server.address).headers["date"])
    workshop = a_workshop(first_day=None)
    a_meeting(workshop, starts_at=BEGUN, ends_at=BEGUN + HOUR)
    a_meeting(workshop, day=2, starts_at=now, ends_at=now + 3 * HOUR)
    made = an_enrolment(workshop, a_person("Ni Made Contoh", participant_code="HADIR002"))
    tries(made, "h1-p1", 1, at=BEGUN)
    tries(made, "h1-t1", 1, at=BEGUN)
    trainer = a_staff_member(workshop)
    db.session.commit()
    sign_in(board, server.address, trainer.email, PASSWORD)
    sign_in(phone, server.address, "HADIR002", PIN)
    phone.clock.install()
    phone.goto(f"{server.address}/w/{workshop.slug}/course")

    board.goto(f"{server.address}/w/{workshop.slug}/board")
    board.get_by_role("button", name="Mulai untuk seisi kelas").click()
    expect(board.get_by_text("belum mulai", exact=True)).to_be_visible()
    heading = phone.locator("h1").bounding_box()
    phone.clock.fast_forward(25_000)  # longer than it waits until it asks again
    expect(phone.locator("[data-room]").get_by_role("button", name="Mulai")).to_be_in_viewport()
    assert phone.locator("h1").bounding_box() == heading  # nothing moved under her finger
    phone.locator("[data-room]").get_by_role("button", name="Mulai").click()

    expect(phone.get_by_role("heading", name="Soal 1 dari 5")).to_be_visible()
    expect(phone.locator("[data-room]")).to_be_hidden()
    board.reload()
    expect(board.locator(".progress-text")).to_have_text("0 dari 5")


def test_the_board_keeps_the_screen_awake_and_has_start_now_within_reach(server, open_page):
    workshop = a_workshop(first_day=None)
    an_enrolment(workshop, a_person("Ni Made Contoh"))
    trainer = a_staff_member(workshop)
    db.session.commit()
    board = open_page(PHONE)
    sign_in(board, server.address, trainer.email, PASSWORD)
    board.add_init_script(NOTE_WAKE_LOCK)
    board.goto(f"{server.address}/w/{workshop.slug}/board")

    board.wait_for_function("window.kept === 'screen'")
    start = board.get_by_text("Mulai sekarang untuk seisi kelas")
    expect(start).to_be_in_viewport()
    start.click()
    expect(board.get_by_role("button", name="Mulai sekarang")).to_be_in_viewport()
    expect(board.get_by_role("list", name="Kursi").get_by_role("listitem")).to_have_count(1)


def test_the_code_in_the_hall_keeps_the_screen_awake(server, open_page):
    workshop = a_workshop(first_day=None)
    meeting = a_meeting(workshop, starts_at=BEGUN, ends_at=BEGUN + timedelta(days=36_500))
    trainer = a_staff_member(workshop)
    db.session.commit()
    screen = open_page(DESKTOP)
    sign_in(screen, server.address, trainer.email, PASSWORD)
    screen.add_init_script(NOTE_WAKE_LOCK)
    screen.goto(f"{server.address}/w/{workshop.slug}/attendance/{meeting.id}/screen")

    screen.wait_for_function("window.kept === 'screen'")
