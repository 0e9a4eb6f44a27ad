"""A question was wrong: whose score is to change is chosen by touch, without a script."""

import pytest
from playwright.sync_api import expect

from lms.database import db
from lms.quizzes.attempts.models import Answer
from tests.browser import PHONE, sign_in
from tests.factories import PASSWORD, a_staff_member, a_workshop, an_enrolment
from tests.grading.factories import a_corrected_revision
from tests.quizzes.factories import a_result

pytestmark = [pytest.mark.browser, pytest.mark.server]


def test_who_is_not_to_change_is_unticked_by_a_press_on_the_row(app, at, server, open_page):
    workshop = a_workshop()
    seats = [an_enrolment(workshop) for _ in range(2)]
    for seat in seats:
        a_result(seat, "kuis-1", {3: {"answer": ["true"]}})
    keeps, gains = sorted(seats, key=lambda seat: seat.person.name)
    workshop.revision = a_corrected_revision(lambda asked: asked["k1-3"].update(answer=True))
    trainer = a_staff_member(workshop)
    db.session.commit()
    page = open_page(PHONE, java_script_enabled=False)
    sign_in(page, server.address, trainer.email, PASSWORD)

    page.goto(f"{server.address}/w/{workshop.slug}/grading/quizzes/kuis-1/regrade")
    page.get_by_role("checkbox", name=keeps.person.name).uncheck()
    page.get_by_role("button", name="Terapkan pada yang dicentang").click()

    expect(page.get_by_text("1 nilai diperbaiki").first).to_be_visible()
    expect(page.get_by_role("checkbox", name=keeps.person.name)).to_be_checked()
    db.session.rollback()
    marks = {
        a.attempt.enrolment_id: a.credit for a in db.session.query(Answer).filter_by(position=3)
    }
    assert marks == {keeps.id: 0, gains.id: 1}
    page.get_by_role("link", name="Lihat jawaban").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(keeps.person.name)
