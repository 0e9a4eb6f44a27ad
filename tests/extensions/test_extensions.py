"""More time to practise: asked for by a participant, given by a trainer."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from lms.audit.models import AuditEntry
from lms.database import db
from lms.extensions.models import ExtensionRequest
from lms.extensions.rules import proposed_until
from lms.extensions.service import extend_practice
from lms.workshops.models import Extension, StaffRole
from lms.workshops.queries import schedule_of
from lms.workshops.service import InvalidField
from tests.constants import FIRST_DAY, NOW, WITA
from tests.factories import a_staff_member, a_workshop, an_enrolment

NEAR_THE_END = NOW + timedelta(days=28)
AFTER = NOW + timedelta(days=40)


@pytest.fixture(autouse=True)
def context(app, at):
    with app.app_context():
        yield


@pytest.fixture
def workshop():
    return a_workshop()


@pytest.fixture
def wayan(workshop):
    return an_enrolment(workshop)


@pytest.fixture
def made(workshop):
    return an_enrolment(workshop)


@pytest.fixture
def trainer(workshop):
    return a_staff_member(workshop)


@pytest.fixture
def asks(app):
    """The browser of a participant: `asks(enrolment)` presses the button."""

    def ask(enrolment, wish=""):
        browser = app.test_client().sign_in(enrolment.person)
        path = f"/w/{enrolment.workshop.slug}/my-practice-period"
        return browser.post(path, data={"wish": wish})

    return ask


@pytest.fixture
def sends(app, workshop, trainer):
    """The trainer's browser: `sends(path below the page, fields)`."""

    def send(path="", **fields):
        browser = app.test_client().sign_in(trainer)
        return browser.post(f"/w/{workshop.slug}/extensions{path}", data=fields)

    return send


def end_of(enrolment):
    db.session.rollback()
    return schedule_of(enrolment.workshop, enrolment).practice_ends_at


def requests():
    db.session.rollback()
    return db.session.scalars(select(ExtensionRequest).order_by(ExtensionRequest.id)).all()


def actions():
    return db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()


def count(model):
    return db.session.scalar(select(func.count(model.id)))


def all_of(until="2027-02-01", reason="Galungan", **more):
    return {"whom": "all", "until": until, "reason": reason, **more}


def home(app, person):
    return app.test_client().sign_in(person).get("/").text


def test_one_tap_asks_and_one_tap_gives(app, at, wayan, trainer, asks, sends):
    at(AFTER)
    before = end_of(wayan)

    assert asks(wayan).status_code == 303
    assert "1 orang minta perpanjangan" in home(app, trainer)
    [request] = requests()
    until = proposed_until(before, AFTER, WITA).date()
    assert sends(f"/requests/{request.id}", decision="grant", until=until).status_code == 303

    assert end_of(wayan).astimezone(WITA).date() == until
    assert requests()[0].granted_until == end_of(wayan)
    assert "minta perpanjangan" not in home(app, trainer)
    assert actions() == ["extension.ask", "extension.grant"]


def test_near_the_end_the_home_page_has_the_button_and_then_the_answer(app, at, wayan, asks, sends):
    at(NOW)
    assert "Minta perpanjangan" not in home(app, wayan.person)
    at(NEAR_THE_END)
    assert "Minta perpanjangan" in home(app, wayan.person)

    asks(wayan)
    assert "Menunggu pelatih" in home(app, wayan.person)
    [request] = requests()
    sends(f"/requests/{request.id}", decision="decline", until="2027-02-01", answer="Sudah cukup.")

    shown = home(app, wayan.person)
    assert "Tidak diperpanjang" in shown
    assert "Sudah cukup." in shown
    assert "Minta perpanjangan" in shown


def test_who_asks_twice_has_one_request_with_her_newest_words(at, wayan, asks):
    at(AFTER)

    asks(wayan)
    asks(wayan, "Saya sakit dua minggu.")
    asks(wayan)

    assert [each.wish for each in requests()] == ["Saya sakit dua minggu."]
    assert actions() == ["extension.ask"]


def test_long_before_the_end_nobody_can_ask(wayan, asks):
    assert asks(wayan).status_code == 409
    assert requests() == []


def test_too_many_words_come_back(at, wayan, asks):
    at(AFTER)

    response = asks(wayan, "x" * 301)

    assert response.status_code == 422
    assert "x" * 301 in response.text
    assert requests() == []


def test_a_closed_workshop_takes_no_request_and_gives_no_time(at, workshop, wayan, asks, sends):
    workshop.closed_at = NOW
    db.session.commit()
    at(AFTER)

    assert asks(wayan).status_code == 409
    assert sends(**all_of()).status_code == 409


def test_after_the_end_more_time_can_be_given_to_all(at, workshop, wayan, made, sends):
    at(AFTER)

    assert sends(**all_of("2027-01-31")).status_code == 303

    assert end_of(wayan) == end_of(made) > AFTER


def test_only_those_who_are_ticked_get_more_time(workshop, wayan, made, sends):
    before = end_of(made)

    response = sends(**all_of(whom="ticked", who=[wayan.id]))

    assert response.status_code == 303
    assert end_of(wayan) > before == end_of(made)
    assert actions() == ["extension.grant"]


def test_who_has_as_long_already_is_left_as_she_is(workshop, wayan, made, sends):
    sends(**all_of("2027-03-01", whom="ticked", who=[wayan.id]))

    sends(**all_of("2027-02-01", whom="ticked", who=[wayan.id, made.id]))

    assert count(Extension) == 2
    assert end_of(wayan) > end_of(made)


def test_time_for_all_answers_the_requests_of_all(at, workshop, wayan, made, asks, sends):
    at(AFTER)
    asks(wayan)
    asks(made)

    sends(**all_of())

    assert [each.granted_until for each in requests()] == [end_of(wayan)] * 2


def test_time_for_one_leaves_the_requests_of_others(at, wayan, made, asks, sends):
    at(AFTER)
    asks(wayan)
    asks(made)

    sends(**all_of(whom="ticked", who=[wayan.id]))

    assert [each.is_waiting for each in requests()] == [False, True]


def test_one_press_gives_time_to_all_who_were_on_the_page(at, wayan, made, asks, sends):
    at(AFTER)
    asks(wayan)
    [on_the_page] = requests()
    asks(made)

    assert sends("/requests", request=[on_the_page.id]).status_code == 303

    assert [each.is_waiting for each in requests()] == [False, True]


def test_declining_needs_a_word(at, wayan, asks, sends):
    at(AFTER)
    asks(wayan)
    [request] = requests()

    response = sends(f"/requests/{request.id}", decision="decline", until="2027-02-01")

    assert response.status_code == 422
    assert "Tulis beberapa kata" in response.text
    assert requests()[0].is_waiting


def test_a_date_that_gives_nothing_comes_back_with_what_was_typed(at, wayan, asks, sends):
    at(AFTER)
    asks(wayan)
    [request] = requests()

    fields = {"decision": "grant", "until": "2026-12-01", "answer": "Semoga lekas sembuh"}
    response = sends(f"/requests/{request.id}", **fields)

    assert response.status_code == 422
    assert "Semoga lekas sembuh" in response.text


def test_two_trainers_do_not_answer_one_request_twice(at, wayan, asks, sends):
    at(AFTER)
    asks(wayan)
    [request] = requests()
    answer = {"decision": "decline", "until": "2027-02-01", "answer": "Sudah cukup."}
    sends(f"/requests/{request.id}", **answer)

    assert sends(f"/requests/{request.id}", **answer).status_code == 409


@pytest.mark.parametrize(
    "wrong",
    [
        {"whom": ""},
        {"whom": "ticked"},
        {"whom": "ticked", "who": "999999"},
        {"until": ""},
        {"until": "2020-01-01"},
        {"reason": " "},
        {"until": "9999-12-31"},
        {"reason": "x" * 501},
    ],
)
def test_a_wrong_extension_comes_back(sends, wrong):
    assert sends(**{**all_of(), **wrong}).status_code == 422
    assert count(Extension) == 0


def test_ticks_are_not_overlooked(wayan, sends):
    response = sends(**all_of(who=[wayan.id]))

    assert response.status_code == 422
    assert count(Extension) == 0


def test_somebody_of_another_workshop_gets_no_extension(sends):
    elsewhere = an_enrolment()

    assert sends(**all_of(whom="ticked", who=[elsewhere.id])).status_code == 422


def test_the_same_extension_twice_is_told(workshop):
    until = schedule_of(workshop).practice_ends_at + timedelta(days=7)
    extend_practice(workshop, until=until, reason="Hari raya", now=NOW)

    with pytest.raises(InvalidField) as refused:
        extend_practice(workshop, until=until, reason="Hari raya", now=NOW)

    assert refused.value.field == "until"


def test_an_extension_into_the_past_is_refused():
    workshop = a_workshop(first_day=FIRST_DAY - timedelta(days=365))

    with pytest.raises(InvalidField):
        extend_practice(workshop, until=NOW - timedelta(days=1), reason="Terlambat", now=NOW)


def test_an_assistant_extends_nothing(app, workshop):
    browser = app.test_client().sign_in(a_staff_member(workshop, StaffRole.ASSISTANT))

    assert browser.get(f"/w/{workshop.slug}/extensions").status_code == 403


def test_the_page_costs_the_same_for_one_request_as_for_twenty(
    app, at, workshop, trainer, statements
):
    browser = app.test_client().sign_in(trainer)
    at(AFTER)

    def cost(people):
        for _ in range(people):
            db.session.add(ExtensionRequest(enrolment=an_enrolment(workshop), asked_at=AFTER))
        db.session.commit()
        browser.get(f"/w/{workshop.slug}/extensions")
        with statements() as seen:
            assert browser.get(f"/w/{workshop.slug}/extensions").status_code == 200
        return len(seen)

    assert cost(1) == cost(20)
