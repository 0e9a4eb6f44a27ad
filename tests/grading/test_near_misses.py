"""Misspelled answers that the course accepts: shown as such, and refused by a trainer who must."""

import pytest

from lms.database import db
from lms.quizzes.marks.models import Origin
from tests.factories import a_workshop, an_enrolment
from tests.grading.factories import (
    a_corrected_revision,
    a_short_answer,
    credit_of,
    history_of,
    queue_of,
)
from tests.quizzes.factories import a_result, address_of

NEAR = "cash opnam"


@pytest.fixture
def workshop(app):
    def allow(questions):
        questions["k1-4"]["accepted"] = ["cash opname"]
        questions["k1-4"]["near_misses"] = True

    return a_workshop(revision=a_corrected_revision(allow))


@pytest.fixture
def page(workshop):
    return f"{queue_of(workshop)}/quizzes/kuis-1/answers/k1-4"


def test_they_count_and_the_trainer_sees_which(browser, workshop, trainer, page):
    assert [a_short_answer(workshop, text).credit for text in (NEAR, "Cash-opname")] == [1, 1]

    assert "1 diterima walaupun salah eja" in browser.get(queue_of(workshop)).text
    shown = browser.get(page).text
    assert shown.count("ejaannya hampir tepat") == 1
    assert shown.count("Benar menurut kunci") == 1


def test_the_participant_reads_that_it_was_nearly_right(browser, workshop):
    quiz_attempt = a_result(an_enrolment(workshop), "kuis-1", {4: {"answer": [NEAR]}})
    browser.sign_in(quiz_attempt.attempt.enrolment.person)

    shown = browser.get(address_of(quiz_attempt, "result")).text

    assert "“cash opnam” diterima: ejaannya hampir tepat." in shown


def test_refused_they_count_for_nobody_and_accepted_again_for_everybody(
    browser, workshop, trainer, page
):
    hers, right = a_short_answer(workshop, NEAR), a_short_answer(workshop, "cash opname")

    browser.post(page, data={"text": NEAR, "accepted": "no"})
    later = a_short_answer(workshop, NEAR.upper())

    assert [credit_of(each) for each in (hers, later, right)] == [0, 0, 1]
    assert "tidak diterima oleh" in browser.get(page).text
    assert "1 belum diterima" in browser.get(queue_of(workshop)).text

    browser.post(page, data={"text": NEAR, "accepted": "yes"})

    assert [credit_of(each) for each in (hers, later)] == [1, 1]
    assert history_of(hers) == [(Origin.TAKEN_BACK, 1, 0), (Origin.ACCEPTED, 0, 1)]
    assert a_short_answer(workshop, NEAR).credit == 1


def test_refusing_twice_refuses_once(browser, workshop, trainer, page):
    answer = a_short_answer(workshop, NEAR)
    for _ in range(2):
        assert browser.post(page, data={"text": NEAR, "accepted": "no"}).status_code == 303
    assert history_of(answer) == [(Origin.TAKEN_BACK, 1, 0)]


def test_what_is_right_by_the_key_cannot_be_refused(browser, workshop, trainer, page):
    answer = a_short_answer(workshop, "cash opname")
    browser.post(page, data={"text": "cash opname", "accepted": "no"})
    assert credit_of(answer) == 1


def test_a_word_refused_counts_when_the_course_takes_it_into_its_key(
    browser, workshop, trainer, page
):
    answer = a_short_answer(workshop, NEAR)
    browser.post(page, data={"text": NEAR, "accepted": "no"})

    def correct(questions):
        questions["k1-4"]["accepted"] = ["cash opname", NEAR]

    workshop.revision = a_corrected_revision(correct)
    db.session.commit()

    assert a_short_answer(workshop, NEAR).credit == 1
    assert credit_of(answer) == 0
