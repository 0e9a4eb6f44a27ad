"""A participant writes her plan, and ticks off its steps."""

import io
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from lms.database import db
from lms.plans.models import ActionPlan, PlanStep
from lms.plans.queries import plan_of
from lms.quizzes.attempts.models import AnswerSave, Attempt
from lms.uploads.models import Upload
from tests.constants import NOW
from tests.factories import a_revision, a_workshop, an_enrolment
from tests.plans.samples import PLAN, address, send_plan
from tests.shipped import SHIPPED
from tests.uploads.factories import a_photo

DAY_5 = NOW + timedelta(days=2)


@pytest.fixture
def wayan(app, workshop, at):
    """A participant on the last day."""
    at(DAY_5)
    return an_enrolment(workshop)


@pytest.fixture
def hers(browser, wayan):
    """Her browser."""
    return browser.sign_in(wayan.person)


def kept(enrolment):
    db.session.rollback()
    plan = plan_of(enrolment)
    assert plan is not None
    return plan


def a_page(width):
    return io.BytesIO(a_photo(width)), "halaman.jpg"


def test_half_a_plan_is_kept_and_comes_back(hers, wayan):
    assert send_plan(hers, wayan, aim="Buku kas", what_2="Melatih kasir").status_code == 303

    page = hers.get(address(wayan)).text
    assert "Buku kas" in page
    assert "Melatih kasir" in page
    assert [step.place for step in kept(wayan).steps] == [2]


def test_a_whole_plan_holds_what_was_typed(hers, wayan):
    send_plan(hers, wayan, **PLAN)

    plan = kept(wayan)
    assert (plan.aim, plan.indicator) == (PLAN["aim"], PLAN["indicator"])
    assert plan.steps[0].who == "Juru buku"
    assert plan.steps[0].due_on == date(2026, 12, 4)
    assert [step.place for step in plan.steps] == [1, 2]


def test_a_step_that_is_emptied_is_gone_and_the_others_stay_ticked(hers, wayan):
    send_plan(hers, wayan, **PLAN)
    hers.post(address(wayan, "/steps/2"), data={"done": "yes"})

    send_plan(hers, wayan, aim="Buku kas", what_2="Melatih dua kasir")

    plan = kept(wayan)
    assert [(step.place, step.what) for step in plan.steps] == [(2, "Melatih dua kasir")]
    assert plan.steps[0].done_at == DAY_5


def test_a_step_is_ticked_off_once_and_opened_again(hers, wayan, at):
    send_plan(hers, wayan, **PLAN)

    hers.post(address(wayan, "/steps/1"), data={"done": "yes"})
    at(DAY_5 + timedelta(days=1))
    hers.post(address(wayan, "/steps/1"), data={"done": "yes"})
    assert kept(wayan).steps[0].done_at == DAY_5

    hers.post(address(wayan, "/steps/1"), data={"done": "no"})
    assert kept(wayan).steps[0].done_at is None


def test_a_step_that_is_not_there_is_refused(hers, wayan):
    assert hers.post(address(wayan, "/steps/4"), data={"done": "yes"}).status_code == 409


def test_nothing_typed_is_lost_when_a_date_cannot_be_read(hers, wayan):
    answer = send_plan(hers, wayan, **{**PLAN, "due_on_1": "besok lusa"})

    assert answer.status_code == 422
    assert "Pilih tanggal" in answer.text
    assert "besok lusa" in answer.text
    assert PLAN["aim"] in answer.text
    assert db.session.scalar(select(func.count()).select_from(ActionPlan)) == 0


def test_an_empty_form_says_what_is_missing(hers, wayan):
    answer = send_plan(hers, wayan)

    assert answer.status_code == 422
    assert "Tulis paling sedikit satu hal" in answer.text


def test_a_photo_alone_is_a_plan_and_a_new_one_replaces_it(hers, wayan):
    assert send_plan(hers, wayan, photo=a_page(20)).status_code == 303
    first = kept(wayan).photo.token

    send_plan(hers, wayan, photo=a_page(200))
    second = kept(wayan).photo.token

    assert first != second
    assert db.session.scalars(select(Upload.token)).all() == [second]
    send_plan(hers, wayan, aim="Buku kas", remove_photo="y")
    assert kept(wayan).photo is None
    assert db.session.scalar(select(func.count()).select_from(Upload)) == 0


def test_what_is_no_photo_is_told_at_its_field(hers, wayan):
    text = io.BytesIO(b"bukan foto"), "rencana.txt"

    answer = send_plan(hers, wayan, aim="Buku kas", photo=text)

    assert answer.status_code == 422
    assert "bukan foto" in answer.text
    assert "Buku kas" in answer.text


def test_before_the_last_day_the_page_says_when_it_begins(browser, wayan, at):
    at(DAY_5 - timedelta(days=1))
    hers = browser.sign_in(wayan.person)

    assert "hari terakhir" in hers.get(address(wayan)).text
    assert send_plan(hers, wayan, aim="Buku kas").status_code == 409


def test_her_home_leads_to_the_plan_from_the_last_day_on(browser, wayan, at):
    at(DAY_5 - timedelta(days=1))
    hers = browser.sign_in(wayan.person)
    assert hers.get("/").status_code == 200
    assert address(wayan) not in hers.get("/").text

    at(DAY_5)
    assert "Tulis rencana saya" in hers.get("/").text
    send_plan(hers, wayan, **PLAN)
    assert "Buka rencana saya" in hers.get("/").text


def test_a_late_step_is_told_at_home(hers, wayan, at):
    send_plan(hers, wayan, **PLAN)
    at(DAY_5 + timedelta(days=30))

    assert "1 langkah terlambat" in hers.get("/").text


def test_nobody_elses_plan_is_hers(app, hers, wayan):
    send_plan(hers, wayan, **PLAN)
    other = an_enrolment(wayan.workshop)
    neighbour = app.test_client().sign_in(other.person)

    assert PLAN["aim"] not in neighbour.get(address(wayan)).text
    assert neighbour.post(address(wayan, "/steps/1"), data={"done": "yes"}).status_code == 409
    assert db.session.scalars(select(PlanStep.done_at)).all() == [None, None]


class TestAssignment:
    """The shipped course asks for the plan in an assignment of day 5."""

    @pytest.fixture
    def made(self, app, at):
        at(DAY_5)
        return an_enrolment(a_workshop(revision=a_revision(SHIPPED)))

    @pytest.fixture
    def hers(self, browser, made):
        return browser.sign_in(made.person)

    def saved(self):
        db.session.rollback()
        return db.session.scalars(select(AnswerSave.answer).order_by(AnswerSave.id)).all()

    def test_the_rubric_is_seen_before_anything_is_handed_in(self, hers, made):
        assert "Tiga indikator terukur" in hers.get(address(made)).text

    def test_one_tap_takes_the_text_over(self, hers, made):
        send_plan(hers, made, **PLAN)

        answer = hers.post(address(made, "/assignment"))

        attempt = db.session.scalars(select(Attempt)).one()
        assert answer.headers["Location"].endswith(f"/attempts/{attempt.id}/1")
        assert PLAN["what_2"] in self.saved()[0]
        assert PLAN["aim"] in hers.get(answer.headers["Location"]).text

    def test_an_answer_that_is_there_stays(self, hers, made):
        send_plan(hers, made, **PLAN)
        hers.post(address(made, "/assignment"))

        assert hers.post(address(made, "/assignment")).status_code == 409
        assert len(self.saved()) == 1

    def test_without_a_plan_there_is_nothing_to_take_over(self, hers, made):
        assert hers.post(address(made, "/assignment")).status_code == 409
