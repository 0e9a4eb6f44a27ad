"""An exercise on a phone: wrong, a hint, the second answer, the explanation, a similar exercise."""

from datetime import date

import pytest
from playwright.sync_api import expect

from lms.database import db
from lms.practice.models import ExerciseTry
from lms.practice.rules import seed_of
from lms.publishing.queries import course_of
from tests.browser import PHONE, sign_in
from tests.factories import PIN, a_person, a_workshop, an_enrolment

pytestmark = [pytest.mark.browser, pytest.mark.server]


def test_wrong_then_a_hint_then_again_then_a_similar_exercise(server, app, open_page):
    workshop = a_workshop(first_day=date(2020, 1, 6), practice_days=36_500)
    enrolment = an_enrolment(workshop, a_person(participant_code="HADIR001"))
    db.session.commit()
    question = course_of(workshop.revision).exercise("h1-p1").question
    first, twin = (question.variant(seed_of(enrolment.id, "h1-p1", n)) for n in (1, 2))
    page = open_page(PHONE)
    sign_in(page, server.address, "HADIR001", PIN)
    page.goto(f"{server.address}/w/{workshop.slug}/exercises/h1-p1")

    page.fill("[name=answer]", "7")
    page.get_by_role("button", name="Periksa jawaban").click()
    expect(page.get_by_text("Kalikan jumlah anggota dengan simpanan.")).to_be_visible()
    assert first.key_text not in page.locator("main").inner_text()
    page.fill("[name=answer]", "8")
    page.get_by_role("button", name="Periksa lagi").click()
    expect(page.get_by_text("Jawaban yang benar")).to_be_visible()
    assert first.key_text in page.locator("main").inner_text()
    page.get_by_role("link", name="Coba soal serupa").click()
    page.fill("[name=answer]", str(twin.key))
    page.get_by_role("button", name="Periksa jawaban").click()

    expect(page.get_by_role("heading", name="Benar")).to_be_visible()
    db.session.rollback()
    tries = db.session.query(ExerciseTry).order_by(ExerciseTry.number).all()
    assert [(each.number, each.credit, each.hints_opened) for each in tries] == [
        (1, 0, 0),
        (2, 1, 0),
    ]
    assert (tries[0].second_credit, tries[0].solution_at) == (0, None)
