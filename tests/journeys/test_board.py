"""The live board on a projector, while somebody in the hall answers on her phone."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from lms.board.rules import STUCK_AFTER
from lms.database import db
from tests.browser import DESKTOP, PHONE, sign_in
from tests.factories import (
    PASSWORD,
    PIN,
    a_meeting,
    a_person,
    a_staff_member,
    a_workshop,
    an_enrolment,
)

pytestmark = [pytest.mark.browser, pytest.mark.server]

BEGUN = datetime(2020, 1, 6, tzinfo=UTC)


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
