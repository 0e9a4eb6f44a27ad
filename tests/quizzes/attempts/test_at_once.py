"""Several requests of one person at the same moment, and a sign-in lost in mid-quiz."""

import html
import re

import pytest
from sqlalchemy import func, select

from lms import create_app
from lms.database import db
from lms.quizzes.attempts.models import Answer, AnswerSave, Attempt
from tests.application import CHEAP
from tests.factories import PIN, an_enrolment
from tests.quizzes.factories import (
    SCRIPT,
    a_quiz_attempt,
    address_of,
    answers_now,
    cover_of,
    together,
)


def count(table):
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(table))


@pytest.fixture
def quiz_attempt(browser):
    quiz_attempt = a_quiz_attempt()
    browser.sign_in(quiz_attempt.attempt.enrolment.person)
    return quiz_attempt


def saving(address, answer, number=1, client="page"):
    data = {"answer": answer, "client": client, "save_number": number}
    return lambda browser: browser.post(address, data=data, headers=SCRIPT)


def handing_in(quiz_attempt):
    address = address_of(quiz_attempt, "check")
    return lambda browser: browser.post(address)


def test_two_starts_begin_one_attempt(app, browser):
    enrolment = an_enrolment()
    browser.sign_in(enrolment.person)
    address = cover_of(enrolment)

    responses = together(app, browser, *[lambda b: b.post(address)] * 4)

    assert {response.status_code for response in responses} == {303}
    assert len({response.location for response in responses}) == 1
    assert count(Attempt) == 1


def test_each_save_sent_twice_is_kept_once(app, browser, quiz_attempt):
    for number in range(1, 6):
        twice = [saving(address_of(quiz_attempt, 4), f"kode {number}", number)] * 2

        assert [r.status_code for r in together(app, browser, *twice)] == [200, 200]

    assert count(AnswerSave) == 5
    assert answers_now(quiz_attempt) == {4: "kode 5"}


def test_saves_that_overtake_each_other_leave_the_newest(app, browser, quiz_attempt):
    sent = [saving(address_of(quiz_attempt, 4), f"kode {n}", n) for n in range(1, 7)]

    responses = together(app, browser, *reversed(sent))

    assert {response.status_code for response in responses} == {200}
    assert answers_now(quiz_attempt) == {4: "kode 6"}


def test_handing_in_twice_at_once_grades_once(app, browser, quiz_attempt):
    responses = together(app, browser, *[handing_in(quiz_attempt)] * 4)

    assert {response.location for response in responses} == {address_of(quiz_attempt, "result")}
    assert count(Answer) == 4


def test_a_save_racing_the_hand_in_counts_if_it_was_acknowledged(app, browser):
    for _ in range(5):
        quiz_attempt = a_quiz_attempt()
        browser.sign_in(quiz_attempt.attempt.enrolment.person)

        saved, _done = together(
            app, browser, saving(address_of(quiz_attempt, 4), "OTP"), handing_in(quiz_attempt)
        )

        db.session.rollback()
        handed_in = db.session.scalars(
            select(Answer).where(Answer.attempt_id == quiz_attempt.attempt.id, Answer.position == 4)
        ).one()
        assert saved.status_code in (200, 409)
        assert (handed_in.answer == "OTP") == (saved.status_code == 200)


def test_a_lost_cookie_in_mid_quiz_loses_no_answer(database_url, tmp_path, app):
    quiz_attempt = a_quiz_attempt()
    person = quiz_attempt.attempt.enrolment.person
    address, code = address_of(quiz_attempt, 4), person.participant_code
    db.session.commit()
    strict = create_app(str(tmp_path), DATABASE_URL=database_url, **CHEAP)
    browser = strict.test_client()
    fields = {"answer": "kata sandi sekali pakai", "client": "page", "save_number": "3"}

    refused = browser.post(address, data=fields)
    signed_in = browser.post(
        "/sign-in", data={**hidden_fields(refused.text), "identity": code, "secret": PIN}
    )
    browser.post(address, data=hidden_fields(signed_in.text))

    with strict.app_context():
        db.engine.dispose()
    assert refused.status_code == 401
    assert signed_in.status_code == 200
    assert answers_now(quiz_attempt) == {4: "kata sandi sekali pakai"}


def hidden_fields(page):
    """Return what the last form of a page sends without being asked."""
    fields = re.findall(r'<input[^>]*type="hidden"[^>]*>', page.rpartition("<form")[0])
    found = {}
    for field in fields:
        name, value = (re.search(rf'{key}="([^"]*)"', field) for key in ("name", "value"))
        found[name[1]] = html.unescape(value[1]) if value else ""
    return found
