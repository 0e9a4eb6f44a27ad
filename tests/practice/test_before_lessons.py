"""Questions before a lesson: guessed at, answered neutrally, forgotten."""

import pytest

from lms.practice.rules import seed_before
from lms.publishing.queries import course_of
from tests.factories import a_staff_member
from tests.practice.learner import tries_made

LESSON = "h1-l1"


@pytest.fixture
def path(learner):
    return lambda place: f"/w/{learner.slug}/lessons/{LESSON}/before/{place}"


def asked(learner, exercise):
    """What this participant is asked before the lesson."""
    question = course_of(learner.enrolment.workshop.revision).exercise(exercise).question
    return question.variant(seed_before(learner.enrolment.id, LESSON, exercise))


@pytest.fixture
def key(learner):
    """The right answer to the first question, as one types it."""
    return str(asked(learner, "h1-p1").key)


def test_a_lesson_offers_its_questions_before_the_text(learner, path):
    page = learner.browser.get(f"/w/{learner.slug}/lessons/{LESSON}").text
    assert page.index(path(1)) < page.index('id="text"')


def test_a_lesson_without_questions_offers_none(learner):
    assert "/before/" not in learner.browser.get(f"/w/{learner.slug}/lessons/h1-l2").text


def test_a_lesson_that_was_read_offers_none(learner):
    learner.browser.post(f"/w/{learner.slug}/lessons/{LESSON}/done")
    assert "/before/" not in learner.browser.get(f"/w/{learner.slug}/lessons/{LESSON}").text


@pytest.mark.parametrize("right", [True, False])
def test_a_guess_is_answered_without_the_key_and_forgotten(learner, path, key, right):
    page = learner.browser.post(path(1), data={"answer": key if right else "7"})
    assert page.status_code == 200
    assert ("Memang begitu" in page.text) is right
    assert 'class="feedback pending"' in page.text
    assert "Jawaban yang benar" not in page.text
    assert "Kalikan" not in page.text
    assert path(2) in page.text
    assert tries_made() == []


def test_the_last_question_leads_to_the_text(learner, path):
    page = learner.browser.post(path(2), data={"answer": asked(learner, "h1-t1").options[0].key})
    assert f"/lessons/{LESSON}#text" in page.text
    assert "/before/3" not in page.text


def test_what_cannot_be_read_is_asked_again(learner, path):
    page = learner.browser.post(path(1), data={"answer": "banyak"})
    assert page.status_code == 422
    assert 'value="banyak"' in page.text


@pytest.mark.parametrize("place", [0, 3])
def test_there_are_no_more_questions(learner, path, place):
    assert learner.browser.get(path(place)).status_code == 404


def test_the_first_try_afterwards_is_the_first(learner, path, key):
    learner.browser.post(path(1), data={"answer": key})
    learner.answer(learner.key())
    [only] = tries_made()
    assert (only.number, only.key_known, only.hints_opened) == (1, False, 0)


def test_staff_may_look_at_them(browser, learner, path):
    browser.sign_in(a_staff_member(learner.enrolment.workshop))
    assert browser.get(path(1)).status_code == 200
    assert browser.post(path(1), data={"answer": "7"}).status_code == 200
