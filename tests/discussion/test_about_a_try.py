"""A question about a try shows the very numbers that its asker had before her."""

import pytest

from tests.factories import a_staff_member, an_enrolment
from tests.practice.learner import Learner


@pytest.fixture
def learner(browser, workshop):
    """Somebody who has answered h1-p1 wrongly and seen its explanation."""
    found = Learner(browser, an_enrolment(workshop))
    found.answer("1")
    found.ask_for_solution()
    return found


def ask(learner, **about):
    data = {"text": "Mengapa dikalikan?", "lesson": "", **about}
    return learner.browser.post(f"/w/{learner.slug}/discussion", data=data)


def test_the_form_shows_what_the_question_is_about(learner):
    page = learner.browser.get(f"/w/{learner.slug}/discussion/new?exercise=h1-p1&number=1").text

    assert learner.variant().prompt in page


def test_everybody_sees_the_numbers_and_staff_the_explanation(app, learner):
    topic = ask(learner, exercise="h1-p1", number="1").location

    hers = learner.browser.get(topic).text
    staff = app.test_client().sign_in(a_staff_member(learner.enrolment.workshop))
    theirs = staff.get(topic).text

    assert learner.variant().prompt in hers
    assert learner.variant().solution not in hers
    assert learner.variant().prompt in theirs
    assert learner.variant().solution in theirs


def test_the_board_says_which_exercise_it_is_about(app, learner):
    ask(learner, exercise="h1-p1", number="1")
    staff = app.test_client().sign_in(a_staff_member(learner.enrolment.workshop))

    page = staff.get(f"/w/{learner.slug}/board").text

    assert "Simpanan wajib: Mengapa dikalikan?" in page


@pytest.mark.parametrize("about", [("h1-p1", "2"), ("h1-p1", "x"), ("h9-p9", "1")])
def test_a_try_that_is_not_there_is_not_found(learner, about):
    assert ask(learner, exercise=about[0], number=about[1]).status_code == 404


def test_what_could_not_be_sent_stays_about_its_exercise(learner):
    response = learner.browser.post(
        f"/w/{learner.slug}/discussion",
        data={"text": "", "lesson": "", "exercise": "h1-p1", "number": "1"},
    )

    assert response.status_code == 422
    assert learner.variant().prompt in response.text
