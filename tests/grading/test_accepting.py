"""Accepting one more short answer, for everybody at once."""

from fractions import Fraction

import pytest
from sqlalchemy import select

from lms.database import db
from lms.grading.service_regrade import WordPlace, accept_wording
from lms.quizzes.attempts.models_decisions import AcceptedAnswer
from lms.quizzes.marks.models import Origin
from tests.constants import NOW
from tests.factories import a_workshop, an_enrolment
from tests.grading.factories import (
    WRITTEN,
    a_corrected_revision,
    a_short_answer,
    credit_of,
    history_of,
    queue_of,
)
from tests.quizzes.factories import a_result, address_of, together


@pytest.fixture
def page(workshop):
    return f"{queue_of(workshop)}/quizzes/kuis-1/answers/k1-4"


def test_answers_that_mean_the_same_stand_together(browser, workshop, trainer, page):
    for text in ("OTP", "otp.", WRITTEN, WRITTEN.upper(), "PIN"):
        a_short_answer(workshop, text)

    text = browser.get(page).text

    assert text.count("Benar menurut kunci") == 1
    assert text.count("Terima juga") == 2
    assert text.count("2 orang") == 2


def test_everybody_who_wrote_it_gets_the_points_at_once(browser, workshop, trainer, page):
    same = [a_short_answer(workshop, text) for text in (WRITTEN, "Sandi  sekali-pakai!")]
    other = a_short_answer(workshop, "PIN")

    browser.post(page, data={"text": WRITTEN})

    assert [credit_of(answer) for answer in (*same, other)] == [1, 1, 0]
    assert history_of(same[0]) == [(Origin.ACCEPTED, 0, 1)]


def test_who_hands_in_later_gets_them_too(browser, workshop, trainer, page):
    a_short_answer(workshop)
    browser.post(page, data={"text": WRITTEN})

    assert a_short_answer(workshop).credit == 1


def test_another_workshop_is_not_touched(browser, workshop, trainer, page):
    elsewhere = a_workshop()
    before = a_short_answer(elsewhere)
    a_short_answer(workshop)

    browser.post(page, data={"text": WRITTEN})

    assert credit_of(before) == 0
    assert a_short_answer(elsewhere).credit == 0


def test_it_can_be_taken_back(browser, workshop, trainer, page):
    answer, right = a_short_answer(workshop), a_short_answer(workshop, "OTP")
    browser.post(page, data={"text": WRITTEN})

    browser.post(page, data={"text": WRITTEN, "accepted": "no"})

    assert [credit_of(answer), credit_of(right)] == [0, 1]
    assert history_of(answer) == [(Origin.ACCEPTED, 0, 1), (Origin.TAKEN_BACK, 1, 0)]
    assert a_short_answer(workshop).credit == 0


def test_taking_back_keeps_what_a_corrected_key_gives(browser, workshop, trainer, page):
    answer = a_short_answer(workshop)
    browser.post(page, data={"text": WRITTEN})

    def correct(questions):
        questions["k1-4"]["accepted"].append(WRITTEN)
        questions["k1-4"]["points"] = "2"

    workshop.revision = a_corrected_revision(correct)
    db.session.commit()
    plan = f"{queue_of(workshop)}/quizzes/kuis-1/regrade"
    seen = browser.get(plan).text.split('name="seen" value="')[1].split('"')[0]
    browser.post(plan, data={"seen": seen, "attempt": answer.attempt_id})

    browser.post(page, data={"text": WRITTEN, "accepted": "no"})

    assert credit_of(answer) == 1


def test_doing_it_twice_does_it_once(browser, workshop, trainer, page):
    answer = a_short_answer(workshop)

    for _ in range(2):
        assert browser.post(page, data={"text": WRITTEN}).status_code == 303

    assert len(history_of(answer)) == 1


def test_two_trainers_who_accept_at_the_same_moment_accept_once(
    app, browser, workshop, trainer, page
):
    answer = a_short_answer(workshop)

    responses = together(
        app, browser, *[lambda b: b.post(page, data={"text": WRITTEN}) for _ in range(2)]
    )

    assert [response.status_code for response in responses] == [303, 303]
    assert len(db.session.scalars(select(AcceptedAnswer)).all()) == 1
    assert len(history_of(answer)) == 1


def test_one_that_slipped_through_at_that_very_moment_can_be_caught_up(
    browser, workshop, trainer, page
):
    answer = a_short_answer(workshop)
    accept_wording(workshop, WordPlace("kuis-1", "k1-4"), WRITTEN, trainer, NOW)
    answer.credit = Fraction(0)
    db.session.commit()

    assert "Terima juga" in browser.get(page).text
    browser.post(page, data={"text": WRITTEN})

    assert credit_of(answer) == 1


@pytest.mark.parametrize("text", ["…!", "x" * 201])
def test_what_cannot_be_an_answer_is_not_accepted(browser, workshop, trainer, page, text):
    assert browser.post(page, data={"text": text}).status_code == 422
    assert db.session.scalars(select(AcceptedAnswer)).all() == []


def test_the_participant_reads_that_her_trainer_accepts_it(browser, workshop, trainer, page):
    quiz_attempt = a_result(an_enrolment(workshop), "kuis-1", {4: {"answer": [WRITTEN]}})
    browser.post(page, data={"text": WRITTEN})
    browser.sign_in(quiz_attempt.attempt.enrolment.person)

    assert "Pelatih Anda juga menerima" in browser.get(address_of(quiz_attempt, "result")).text


@pytest.mark.parametrize("place", ["kuis-1/answers/k1-3", "kuis-1/answers/x", "x/answers/k1-4"])
def test_only_short_answers_have_such_a_page(browser, workshop, trainer, place):
    assert browser.get(f"{queue_of(workshop)}/quizzes/{place}").status_code == 404


def test_the_page_costs_the_same_for_two_as_for_ten(browser, workshop, trainer, page, statements):
    def cost(people):
        for _ in range(people):
            a_short_answer(workshop)
        browser.get(page)
        with statements() as seen:
            browser.get(page)
        return len(seen)

    assert cost(2) == cost(8) <= 8
