"""The questionnaire on a phone, and its result for those who ran the workshop."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from lms.database import db
from lms.feedback.models import FeedbackResponse
from lms.feedback.queries import feedback_of
from tests.constants import NOW
from tests.factories import a_person, a_staff_member, an_enrolment, an_organiser

DAY_5 = NOW + timedelta(days=2)
ANSWERS = {"on-angket-materi": "5", "on-angket-jelas": "4", "on-angket-perbaiki": "Tambah waktu"}


@pytest.fixture
def wayan(workshop, at):
    """A participant on the last day."""
    at(DAY_5)
    return an_enrolment(workshop, a_person("Ni Wayan Contoh"))


@pytest.fixture
def answers(app):
    """Sends the answers of an enrolled person."""

    def send(enrolment, **changed):
        browser = app.test_client().sign_in(enrolment.person)
        return browser.post(address(enrolment), data={**ANSWERS, **changed})

    return send


def address(enrolment):
    return f"/w/{enrolment.workshop.slug}/questionnaire"


def results(browser, workshop):
    response = browser.get(f"/w/{workshop.slug}/questionnaire/result")
    assert response.status_code == 200
    return response.text


def test_her_home_asks_until_she_has_answered(browser, wayan, at):
    hers = browser.sign_in(wayan.person)
    at(DAY_5 - timedelta(days=1))
    assert address(wayan) not in hers.get("/").text
    at(DAY_5)
    assert address(wayan) in hers.get("/").text

    assert hers.post(address(wayan), data=ANSWERS).status_code == 303

    assert address(wayan) not in hers.get("/").text
    assert "Tambah waktu" in hers.get(address(wayan)).text


def test_the_newest_answers_hold(answers, wayan):
    answers(wayan)
    answers(wayan, **{"on-angket-materi": "2", "on-angket-perbaiki": ""})

    result = feedback_of(wayan.workshop)
    assert result.response.part == 1
    assert result.ratings[0].counts == (0, 1, 0, 0, 0)
    assert result.open_answers[0].words == ()


def test_what_is_missing_is_asked_for_and_nothing_typed_is_lost(answers, wayan):
    response = answers(wayan, **{"on-angket-jelas": "", "on-angket-perbaiki": "Jaringan lambat"})

    assert response.status_code == 422
    assert "Pilih satu jawaban" in response.text
    assert "Jaringan lambat" in response.text
    assert db.session.scalar(select(func.count()).select_from(FeedbackResponse)) == 0


def test_it_is_too_early_before_the_last_day_and_over_when_closed(answers, wayan, workshop, at):
    at(DAY_5 - timedelta(days=1))
    assert answers(wayan).status_code == 409
    at(DAY_5)
    workshop.closed_at = DAY_5
    db.session.commit()
    assert answers(wayan).status_code == 409


def test_trainers_see_figures_of_five_and_no_words(app, answers, wayan, workshop):
    trainer = app.test_client().sign_in(a_staff_member(workshop))
    for enrolment in (wayan, *(an_enrolment(workshop) for _each in range(3))):
        answers(enrolment)
    few = results(trainer, workshop)
    assert "4 dari 4" in few
    assert "Materi pelatihan berguna" not in few

    answers(an_enrolment(workshop))

    enough = results(trainer, workshop)
    assert "Materi pelatihan berguna" in enough
    assert "Tambah waktu" not in enough


def test_organisers_read_what_was_written_but_no_names(app, answers, wayan, workshop):
    answers(wayan)

    page = results(app.test_client().sign_in(an_organiser(workshop.program)), workshop)

    assert "Tambah waktu" in page
    assert "Ni Wayan Contoh" not in page


def test_who_answered_and_withdrew_is_asked_who_only_withdrew_is_not(answers, wayan, workshop):
    gone = an_enrolment(workshop)
    an_enrolment(workshop, withdrawn_at=DAY_5)
    answers(gone)
    gone.withdrawn_at = DAY_5
    db.session.commit()

    response = feedback_of(workshop).response

    assert (response.part, response.whole) == (1, 2)


def test_more_answers_cost_no_more_statements(app, answers, wayan, workshop, statements):
    answers(wayan)
    organiser = app.test_client().sign_in(an_organiser(workshop.program))
    results(organiser, workshop)
    with statements() as few:
        results(organiser, workshop)
    for _each in range(5):
        answers(an_enrolment(workshop))
    with statements() as many:
        results(organiser, workshop)

    assert len(many) == len(few)
