"""Who is given a card by whom, and what the pages show of it."""

import io
from datetime import timedelta

import pytest
from pypdf import PdfReader
from sqlalchemy import func, select

from lms.cards import routes, service
from lms.database import db
from lms.errors import Conflict, Refused
from lms.people.cards import CardState, card_states
from lms.people.models import ActivationCard, Standing
from lms.workshops.handouts import SHOWN_FOR
from lms.workshops.models import StaffRole
from lms.workshops.queries import enrolments_in
from tests.cards.conftest import told, type_in, use
from tests.constants import NOW
from tests.factories import a_colleague, a_person, a_staff_member, a_workshop, an_enrolment

pytestmark = pytest.mark.usefixtures("context")

CARDS = "/w/angkatan/people/cards"
TOKEN = "t" * 43


def make(desk, *enrolments, token=TOKEN, **more):
    ids = [enrolment.id for enrolment in enrolments]
    return desk.post(CARDS, data={"token": token, "enrolment": ids, **more})


def good_cards():
    return db.session.scalar(
        select(func.count()).select_from(ActivationCard).filter_by(revoked_at=None, used_at=None)
    )


def state_of(person):
    db.session.expire_all()
    return card_states([person], NOW)[person.id]


def test_a_person_goes_from_no_card_to_a_printed_one_to_active(desk, phone, issue, newcomer):
    states = [state_of(newcomer.person)]
    card = issue(newcomer)
    states.append(state_of(newcomer.person))
    assert "Kartu dicetak" in told(desk.get("/w/angkatan/people"))
    use(phone, card)

    assert [*states, state_of(newcomer.person)] == list(CardState)


def test_a_card_out_of_date_counts_as_none(issue, newcomer):
    issue(newcomer)

    later = NOW + timedelta(days=30)

    assert card_states([newcomer.person], later)[newcomer.person_id] is CardState.MISSING


def test_who_has_no_card_is_chosen_beforehand_and_nobody_else(desk, issue, workshop, newcomer):
    issue(an_enrolment(workshop, a_person("Kunang", pin_hash=None)))
    an_enrolment(workshop, a_person("Lautan"))

    page = desk.get(CARDS).text

    assert page.count('name="enrolment"') == 3
    assert f'value="{newcomer.id}" checked' in page
    assert page.count(" checked") == 1


def test_a_card_is_made_in_two_taps_from_the_list_and_shown_with_code_and_qr(desk, phone, newcomer):
    address = f"/w/angkatan/people/{newcomer.id}/card"
    assert address in desk.get("/w/angkatan/people").text
    assert desk.get(address).status_code == 200

    shown = desk.get(desk.post(address, data={"token": TOKEN}).location)

    assert "K4MP-7TXQ" in shown.text
    assert 'src="data:image/svg+xml' in shown.text


def test_a_card_is_shown_again_on_reload_to_its_maker_only_and_not_for_long(
    app, desk, newcomer, workshop, at
):
    shown = make(desk, newcomer).location
    other = app.test_client().sign_in(a_staff_member(workshop))

    assert desk.get(shown).text == desk.get(shown).text
    assert other.get(shown).status_code == 404
    assert other.post(f"{shown}/cards.pdf").status_code == 404
    at(NOW + SHOWN_FOR * 2)
    assert desk.get(shown).status_code == 404
    assert desk.post(f"{shown}/cards.pdf").status_code == 404


def test_done_hides_the_codes(desk, newcomer):
    shown = make(desk, newcomer).location

    assert desk.post(shown).status_code == 303
    assert desk.get(shown).status_code == 404


def test_a_repeated_press_makes_no_second_card(desk, newcomer):
    first, second = make(desk, newcomer), make(desk, newcomer)

    assert first.location == second.location
    assert db.session.scalar(select(func.count()).select_from(ActivationCard)) == 1


def test_replacing_cards_asks_first(desk, issue, phone, newcomer, workshop):
    old = issue(an_enrolment(workshop, a_person("Kunang", pin_hash=None)))
    everybody = [newcomer, db.session.get(type(newcomer), newcomer.id + 1)]

    asked = make(desk, *everybody)

    assert asked.status_code == 200
    assert "Kunang" in asked.text
    assert type_in(phone, old).location == "/kartu/pin"  # nothing has changed yet
    assert good_cards() == 1


@pytest.mark.parametrize(
    ("answer", "cards_made", "old_is_good"), [("yes", 2, False), ("no", 1, True)]
)
def test_the_answer_decides_about_earlier_cards(
    desk, issue, phone, newcomer, workshop, answer, cards_made, old_is_good
):
    has_one = an_enrolment(workshop, a_person("Kunang", pin_hash=None))
    old = issue(has_one)

    shown = make(desk, newcomer, has_one, replace=answer).location

    page = desk.get(shown).text
    assert page.count("<code>") == (4 if cards_made == 2 else 0)
    assert ("K4MP-7TXQ" in page) is True
    assert good_cards() == 2
    assert (type_in(phone, old).status_code == 303) is old_is_good


def test_more_cards_than_one_file_takes_are_several(desk, newcomer, workshop, monkeypatch):
    monkeypatch.setattr(routes, "CARDS_IN_A_FILE", 2)
    more = [an_enrolment(workshop, a_person(f"Tari {n}", pin_hash=None)) for n in range(2)]
    shown = make(desk, newcomer, *more).location

    first, second = desk.get(shown).text, desk.get(f"{shown}?page=2").text
    pdf = desk.post(f"{shown}/cards.pdf?page=2")

    assert [page.count("<tr>") - 1 for page in (first, second)] == [2, 1]
    assert "cards.pdf?page=2" in second
    [text] = [page.extract_text() for page in PdfReader(io.BytesIO(pdf.data)).pages]
    assert text.count("Tari 1") == 1
    assert "Tari 0" not in text


def test_choosing_nobody_says_so(desk, newcomer):
    answer = make(desk)

    assert answer.location == CARDS
    assert "Pilih paling sedikit satu orang" in told(desk.get(CARDS))


def test_people_of_other_workshops_and_withdrawn_people_get_no_card(desk, workshop, newcomer):
    elsewhere = an_enrolment(a_workshop(), a_person(pin_hash=None))
    gone = an_enrolment(workshop, a_person("Pergi", pin_hash=None), withdrawn_at=NOW)

    assert "Pergi" not in desk.get(CARDS).text
    assert make(desk, elsewhere, gone).location == CARDS
    assert desk.get(f"/w/angkatan/people/{elsewhere.id}/card").status_code == 404
    for method in (desk.get, desk.post):
        answer = method(f"/w/angkatan/people/{gone.id}/card", data={"token": TOKEN})
        assert answer.status_code == 409
    assert good_cards() == 0


def runs_a_workshop_elsewhere():
    person = a_person()
    a_staff_member(a_workshop(), StaffRole.ASSISTANT, person)
    return person


@pytest.mark.parametrize(
    "who",
    [a_colleague, lambda: a_person(standing=Standing.ORGANISER), runs_a_workshop_elsewhere],
)
def test_who_runs_something_gets_no_card(desk, workshop, who):
    enrolment = an_enrolment(workshop, who())

    with pytest.raises(Refused):
        service.check_may_have_card(enrolment)
    assert enrolment.person.name not in desk.get(CARDS).text
    assert make(desk, enrolment).location == CARDS
    assert good_cards() == 0


@pytest.mark.parametrize("token", ["", "short", "x" * 100, "<script>alert(1)</script>aaa"])
def test_a_made_up_token_makes_no_card(desk, newcomer, token):
    assert make(desk, newcomer, token=token).status_code == 422
    assert good_cards() == 0


def test_only_the_newest_card_of_a_person_is_good(issue, newcomer):
    for _again in range(3):
        issue(newcomer)

    assert good_cards() == 1


def test_a_used_card_is_shown_no_more(desk, phone, issue, newcomer):
    card = issue(newcomer)
    use(phone, card)

    assert card.secret not in desk.get(card.shown).text


def test_a_card_that_was_used_meanwhile_is_a_conflict(phone, issue, newcomer):
    use(phone, issue(newcomer))
    card = db.session.scalars(select(ActivationCard)).one()

    with pytest.raises(Conflict):
        service.activate_card(card, "hash", language="id", now=NOW)


def test_pages_cost_the_same_for_two_as_for_thirty(desk, workshop, statements):
    def costs(people, token):
        for _one in range(people):
            an_enrolment(workshop, a_person(pin_hash=None))
        seen = []
        for address in (CARDS, "/w/angkatan/people"):
            with statements() as counted:
                assert desk.get(address).status_code == 200
            seen.append(len(counted))
        enrolments = desk.get(CARDS).text.split('name="enrolment" value="')[1:]
        ids = [one.split('"')[0] for one in enrolments]
        made = desk.post(CARDS, data={"token": token, "enrolment": ids, "replace": "yes"}).location
        for ask in (lambda: desk.get(made), lambda: desk.post(f"{made}/cards.pdf")):
            with statements() as counted:
                assert ask().status_code == 200
            seen.append(len(counted))
        return seen

    assert costs(2, "a" * 43) == costs(28, "b" * 43)


def test_a_computer_that_phones_cannot_reach_is_warned_about(app, desk, newcomer):
    warning = "tidak dapat dibuka dari HP"

    assert warning in told(desk.get(CARDS))
    app.config["PUBLIC_ADDRESS"] = "https://lms.example.org/"
    assert warning not in told(desk.get(CARDS))
    assert "https://lms.example.org/kartu" in desk.get(make(desk, newcomer).location).text


def test_cards_for_ten_take_as_many_statements_as_for_two(statements, workshop):
    costs = []
    for count in (2, 8):
        for _each in range(count):
            an_enrolment(workshop, a_person(pin_hash=None))
        enrolments = enrolments_in(workshop)
        with statements() as seen:
            service.issue(enrolments, TOKEN, now=NOW, actor_id=None)
        costs.append(len(seen))

    assert costs[0] == costs[1] < 15


def test_many_cards_are_made_in_turns_under_one_handout(desk, workshop, monkeypatch):
    monkeypatch.setattr(routes, "CARDS_IN_A_TURN", 2)
    people = [an_enrolment(workshop, a_person(pin_hash=None)) for _each in range(5)]

    shown = make(desk, *people)

    assert good_cards() == 5
    assert "5 orang" in told(desk.get(shown.location))
