"""What participants say on day 30 and 90, and how staff ask them."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from lms import clock
from lms.audit.models import AuditEntry
from lms.database import db
from lms.people.models import WebSession
from lms.people.secrets import written_code
from lms.plans.models import FollowUp, PlanStep
from lms.practice.sitting.queries import progress_in, sitting_of_today
from tests.constants import HOUR, NOW
from tests.factories import a_person, a_staff_member, an_enrolment
from tests.plans.samples import PLAN, send_plan
from tests.practice.sitting.practiser import Practiser

DAY_5 = NOW + timedelta(days=2)
DAY_30, DAY_90 = DAY_5 + timedelta(days=30), DAY_5 + timedelta(days=90)
SAID = {"uses_it": "sometimes", "missing": "Waktu", "indicator_now": "20 dari 24 hari"}


@pytest.fixture
def wayan(workshop):
    person = a_person("I Wayan Contoh", phone="+6281000000101", may_be_written_to=True)
    return an_enrolment(workshop, person)


@pytest.fixture
def hers(app, wayan):
    return app.test_client().sign_in(wayan.person)


@pytest.fixture
def staff(app, workshop, wayan):
    return app.test_client().sign_in(a_staff_member(workshop))


def address(enrolment, day=30, rest=""):
    return f"/w/{enrolment.workshop.slug}/follow-up/{day}{rest}"


def listed(staff, workshop):
    response = staff.get(f"/w/{workshop.slug}/action-plans")
    assert response.status_code == 200
    return response.text


def said_by(enrolment, day=30):
    db.session.rollback()
    query = select(FollowUp).filter_by(enrolment_id=enrolment.id, day=day)
    return db.session.scalars(query).one_or_none()


def test_she_answers_three_questions_and_her_steps_are_ticked(hers, wayan, at):
    at(DAY_5)
    send_plan(hers, wayan, **PLAN)
    at(DAY_30)
    assert address(wayan) in hers.get("/").text

    assert hers.post(address(wayan), data={**SAID, "done": ["1"]}).status_code == 303

    said = said_by(wayan)
    assert (said.uses_it, said.done_words) == ("sometimes", PLAN["what_1"])
    done = db.session.scalars(select(PlanStep.done_at).order_by(PlanStep.place)).all()
    assert done == [DAY_30, None]
    assert address(wayan) not in hers.get("/").text


def test_without_a_plan_she_says_it_in_her_own_words(hers, wayan, at):
    at(DAY_30)

    hers.post(address(wayan), data={**SAID, "done_words": "Lembar kas sudah dipakai"})

    assert said_by(wayan).done_words == "Lembar kas sudah dipakai"


def test_the_newest_answers_hold(hers, wayan, at):
    at(DAY_30)
    hers.post(address(wayan), data=SAID)
    hers.post(address(wayan), data={**SAID, "uses_it": "often"})

    assert said_by(wayan).uses_it == "often"


def test_nothing_typed_is_lost_without_the_first_answer(hers, wayan, at):
    at(DAY_30)

    answer = hers.post(address(wayan), data={**SAID, "uses_it": ""})

    assert answer.status_code == 422
    assert "Pilih satu jawaban" in answer.text
    assert "20 dari 24 hari" in answer.text
    assert said_by(wayan) is None


def test_before_its_day_nothing_is_asked(hers, wayan, at):
    at(DAY_30 - timedelta(days=1))

    assert "30 hari setelah pelatihan" in hers.get(address(wayan)).text
    assert hers.post(address(wayan), data=SAID).status_code == 409
    assert hers.get(address(wayan, 31)).status_code == 404


def test_on_day_90_she_is_asked_again(hers, wayan, at):
    at(DAY_30)
    hers.post(address(wayan), data=SAID)
    at(DAY_90)
    db.session.execute(update(WebSession).values(expires_at=DAY_90 + HOUR))
    db.session.commit()
    assert address(wayan, 90) in hers.get("/").text
    hers.post(address(wayan, 90), data=SAID)

    assert said_by(wayan, 30) is not None
    assert said_by(wayan, 90) is not None


def test_who_did_not_answer_stays_with_a_ready_message(staff, workshop, wayan, hers, at):
    at(DAY_30)
    page = listed(staff, workshop)
    assert "https://wa.me/6281000000101?text=" in page
    assert written_code(wayan.person.participant_code).split()[0] in page

    staff.post(f"/w/{workshop.slug}/action-plans/{wayan.id}/asked/30")
    page = listed(staff, workshop)
    assert "wa.me" in page
    assert "ditulisi" in page
    assert db.session.scalars(select(AuditEntry.action)).all() == ["plan.ask"]

    hers.post(address(wayan), data=SAID)
    page = listed(staff, workshop)
    assert "wa.me" not in page
    assert "Kadang-kadang" in page


def test_who_must_not_be_written_to_is_shown_without_a_link(staff, workshop, wayan, at):
    wayan.person.may_be_written_to = False
    db.session.commit()
    at(DAY_30)

    page = listed(staff, workshop)

    assert "wa.me" not in page
    assert "Belum setuju" in page


def test_staff_read_the_answers_beside_practice_with_the_number_then_and_now(
    staff, workshop, hers, wayan, at
):
    at(DAY_5)
    send_plan(hers, wayan, **PLAN)
    at(DAY_30)
    hers.post(address(wayan), data=SAID)

    page = staff.get(f"/w/{workshop.slug}/action-plans/{wayan.id}").text

    assert "Dahulu: 9 dari 24 hari; sekarang: 20 dari 24 hari" in page
    assert "Latihan terakhir" in page


class TestSixQuestions:
    """The small course has fewer skills than six, so fewer questions are asked."""

    @pytest.fixture
    def practiser(self, app, wayan, at):
        """Somebody who practised in the workshop and has answered on day 30."""
        found = Practiser(app.test_client(), wayan)
        found.answer(found.key())
        found.answer(found.right("h1-t1"), "h1-t1")
        at(DAY_30)
        found.browser.post(address(wayan), data=SAID)
        return found

    def test_they_are_whole_and_offer_no_hint_before_the_answer(self, practiser, wayan):
        assert practiser.browser.post(address(wayan, 30, "/check")).status_code == 303

        choices = [each.choice for each in progress_in(practiser.sitting()).questions]
        assert choices
        assert all(each.is_check and each.scaffold == "whole" for each in choices)
        assert len({each.skill_id for each in choices}) == len(choices)
        page = practiser.look().text
        assert "Enam soal tanpa bantuan" in page
        assert 'name="hint"' not in page

    def test_staff_see_how_many_were_right_without_help(self, practiser, wayan, staff, workshop):
        practiser.browser.post(address(wayan, 30, "/check"))
        practiser.finish()
        asked = len(progress_in(practiser.sitting()).questions)

        page = staff.get(f"/w/{workshop.slug}/action-plans/{wayan.id}").text

        assert f"{asked} dari {asked} benar tanpa bantuan" in page
        assert "benar tanpa bantuan" in practiser.browser.get(address(wayan)).text

    def test_they_come_after_the_three_questions(self, hers, wayan, at):
        at(DAY_30)

        assert hers.post(address(wayan, 30, "/check")).status_code == 409
        assert sitting_of_today(wayan, clock.now()) is None


def test_more_people_cost_no_more_statements(app, staff, workshop, wayan, at, statements):
    at(DAY_30)
    listed(staff, workshop)
    with statements() as few:
        listed(staff, workshop)
    for _each in range(4):
        enrolment = an_enrolment(workshop)
        app.test_client().sign_in(enrolment.person).post(address(enrolment), data=SAID)
    with statements() as many:
        listed(staff, workshop)

    assert len(many) == len(few)
