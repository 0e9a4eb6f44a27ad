"""Questions that say more than right or wrong, on a phone without a line: led ones, orders."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from lms.database import db
from lms.practice.models import ExerciseTry
from tests.browser import PHONE, sign_in
from tests.factories import PIN, a_person, a_revision, a_workshop, an_enrolment
from tests.shipped import SHIPPED

pytestmark = [pytest.mark.browser, pytest.mark.server]

LED = "h3-p34"
ORDER = "h1-t2"
KEPT = """async () => (await (await caches.open('practice')).keys())
    .some(({url}) => url.endsWith('/practice-page'))"""


def only(exercise):
    """A pack whose one sitting asks one exercise."""

    def give(route):
        answer = route.fetch()
        if answer.status != 200:  # 304: the phone has it
            route.fulfill(response=answer)
            return
        pack = answer.json()
        choice = {**pack["sittings"][0]["choices"][0], "exercise": exercise, "scaffold": "whole"}
        pack["sittings"] = [{"id": None, "choices": [choice], "places": [1]}]
        route.fulfill(json=pack, headers={"ETag": answer.headers["etag"]})

    return give


@pytest.fixture
def phone(app, server, open_page, request):
    """A phone with the practice of somebody on it, in which one exercise is asked."""
    workshop = a_workshop(
        revision=a_revision(SHIPPED), first_day=date(2020, 1, 6), practice_days=36_500
    )
    an_enrolment(workshop, a_person(participant_code="HADIR001"))
    db.session.commit()
    page = open_page(PHONE)
    page.route("**/practice/pack", only(getattr(request, "param", LED)))
    sign_in(page, server.address, "HADIR001", PIN)
    page.goto(f"{server.address}/w/{workshop.slug}/practice/offline")
    expect(page.get_by_role("button", name="Mulai")).to_be_visible()
    page.wait_for_function(KEPT)
    return page


def stage(page, number):
    return page.locator("[data-stage]").nth(number - 1)


def test_a_led_question_is_answered_part_by_part_without_a_line(phone):
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Mulai").click()
    check = phone.get_by_role("button", name="Periksa jawaban")
    expect(stage(phone, 1)).to_be_visible()
    expect(stage(phone, 2)).to_be_hidden()

    check.click()  # nothing is typed yet
    expect(phone.get_by_role("alert")).to_be_visible()
    stage(phone, 1).locator("[name=answer]").fill("1")
    check.click()
    expect(stage(phone, 1)).to_contain_text("Belum tepat")
    expect(stage(phone, 1)).to_contain_text("Jawaban yang benar: Rp")
    expect(stage(phone, 2)).to_be_visible()
    expect(stage(phone, 3)).to_be_hidden()

    phone.reload()  # switched off in between
    expect(stage(phone, 1)).to_contain_text("Belum tepat")
    stage(phone, 2).locator("[name=answer]").fill("2")
    check.click()
    stage(phone, 3).locator("[name=answer]").fill("3")
    check.click()
    expect(phone.get_by_text("Belum tepat. Coba")).to_be_visible()
    phone.get_by_role("button", name="Lihat pembahasan").click()
    phone.context.set_offline(False)
    phone.get_by_role("button", name="Selesai").click()

    expect(phone.get_by_text("Semua hasil Anda sudah terkirim")).to_be_visible()
    db.session.rollback()
    (stored,) = db.session.scalars(select(ExerciseTry))
    assert (stored.exercise_id, stored.answer, stored.credit) == (LED, ["1", "2", "3"], 0)


@pytest.mark.parametrize("phone", [ORDER], indirect=True)
def test_an_order_says_without_a_line_which_steps_stand_right(phone):
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Mulai").click()
    places = phone.locator("[data-put=inputs] select")
    count = places.count()
    for _go in (1, 2):
        for number in range(count):
            places.nth(number).select_option(str(count - number))
        phone.get_by_role("button", name="Periksa").click()

    steps = phone.locator("[data-put=own] .placed li")
    expect(steps).to_have_count(count)
    for step in steps.all():
        expect(step).to_contain_text(re.compile("Sudah tepat|Seharusnya nomor"))
