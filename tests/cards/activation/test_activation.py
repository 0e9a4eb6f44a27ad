"""From a card to being signed in, and everything that can go wrong with a card."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from lms.attendance.checkin.rules_codes import link_at
from lms.attendance.models import Attendance
from lms.audit.models import AuditEntry
from lms.cards.activation.routes import SECONDS_TO_CHOOSE
from lms.cards.consent import TEXT, VERSION
from lms.database import db
from lms.enrolment.service import reinstate, withdraw_enrolment
from lms.people.models import ActivationCard, Consent, Person, WebSession
from lms.people.rules import ADDRESS_FREE, FREE_TRIES
from lms.people.secrets import fingerprint
from lms.workshops.models import Meeting, StaffRole
from tests.cards.conftest import choose, told, type_in, use
from tests.constants import NOW
from tests.factories import PIN, a_person, a_staff_member, a_workshop, an_enrolment, an_organiser

pytestmark = pytest.mark.usefixtures("context")

DAY = timedelta(days=1)


def sign_in(browser, code="K4MP7TXQ", pin="846207"):
    return browser.post("/sign-in", data={"identity": code, "secret": pin})


def is_in(browser):
    return browser.get("/devices").status_code == 200


def test_a_card_leads_to_a_pin_and_in(app, phone, issue, newcomer):
    arrived = use(phone, issue(newcomer))

    assert arrived.location == "/"
    assert is_in(phone)
    assert sign_in(app.test_client()).status_code == 303


@pytest.mark.parametrize("code", ["k4mp-7txq", " K4MP 7TXQ ", "K4MP-7TXQ"])
def test_codes_are_read_however_they_are_written(phone, issue, newcomer, code):
    card = issue(newcomer)
    secret = f"{card.secret[:4]} - {card.secret[4:]}".lower()

    assert type_in(phone, card, code=code, secret=secret).location == "/kartu/pin"


def test_who_scans_the_code_in_the_hall_first_is_recorded_after_activating_her_card(
    phone, issue, newcomer, workshop, at
):
    card = issue(newcomer)
    [claim, sign_in_page] = scan_in_the_hall(phone, workshop)
    at(NOW + timedelta(minutes=20))  # the card, the PIN, the consent

    arrived = use(phone, card)
    phone.post(arrived.location)

    assert "Waktu kehadiran Anda tersimpan" in sign_in_page
    assert arrived.location == claim
    kept = db.session.scalars(select(Attendance)).one()
    assert (kept.enrolment_id, kept.recorded_at) == (newcomer.id, NOW)


def test_a_card_used_before_leads_to_signing_in_and_from_there_to_the_check_in(
    app, phone, issue, newcomer, workshop
):
    card = issue(newcomer)
    use(app.test_client(), card)
    [claim, _page] = scan_in_the_hall(phone, workshop)

    to_sign_in = type_in(phone, card)

    assert parse_qs(urlsplit(to_sign_in.location).query)["next"] == [claim]


def test_a_check_in_of_this_morning_leads_nobody_astray_in_the_afternoon(
    phone, issue, newcomer, workshop, at
):
    card = issue(newcomer)
    scan_in_the_hall(phone, workshop)
    at(NOW + timedelta(hours=4))

    assert use(phone, card).location == "/"


def scan_in_the_hall(phone, workshop):
    """Scan as somebody not signed in; return the address of the check-in and what is asked."""
    meeting = db.session.scalars(
        select(Meeting).filter_by(workshop_id=workshop.id, day=3, part="morning")
    ).one()
    claim = phone.get(f"/hadir/q/{link_at('test', meeting.id, NOW)}").location
    return claim, told(phone.get(phone.get(claim).location))


def test_consent_is_kept_with_version_time_and_language_and_shown_later(phone, issue, newcomer):
    phone.post("/language", data={"language": "en"})
    use(phone, issue(newcomer))

    consent = db.session.scalars(select(Consent)).one()
    assert (consent.person_id, consent.version) == (newcomer.person_id, VERSION)
    assert (consent.given_at, consent.language) == (NOW, "en")
    assert "You agreed on" in told(phone.get("/data-protection"))


def test_the_page_of_consent_names_whom_to_ask(phone, issue, newcomer, workshop):
    organiser = an_organiser(workshop.program)
    type_in(phone, issue(newcomer))

    page = phone.get("/kartu/pin").text

    assert organiser.email in page
    assert "27 Tahun 2022" in page


def test_a_changed_text_of_consent_has_a_new_version():
    words = "".join(part.title + part.text for part in TEXT)

    assert (VERSION, fingerprint(words)[:12]) == ("2026-11", "ba21b73c6d27")


@pytest.mark.parametrize(
    ("sent", "at_field"),
    [
        ({"pin": "123456", "again": "123456"}, "pin"),
        ({"pin": "170865", "again": "170865"}, "pin"),
        ({"pin": "84620", "again": "84620"}, "pin"),
        ({"again": "846208"}, "again"),
        ({"agree": ""}, "agree"),
        ({"pin": "", "again": ""}, "pin"),
    ],
)
def test_what_is_missing_or_too_easy_is_told_at_its_field(phone, issue, newcomer, sent, at_field):
    card = issue(newcomer)
    type_in(phone, card)

    answer = choose(phone, **sent)

    assert answer.status_code == 422
    assert f'id="{at_field}-error"' in answer.text
    assert use(phone, card).status_code == 303  # the card is as good as before


def test_looking_uses_no_card_up(app, issue, newcomer):
    card = issue(newcomer)
    for _preview in range(3):
        stranger = app.test_client()
        stranger.get("/kartu")
        type_in(stranger, card)
        stranger.get("/kartu/pin")

    assert use(app.test_client(), card).status_code == 303


def test_the_pages_tell_no_other_site_where_one_came_from(phone, issue, newcomer):
    type_in(phone, issue(newcomer))

    for address in ("/kartu", "/kartu/pin"):
        answer = phone.get(address)
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "no-store" in answer.headers["Cache-Control"]


def test_the_same_form_sent_twice_arrives_where_the_first_did(app, phone, issue, newcomer):
    type_in(phone, issue(newcomer))
    with phone.session_transaction() as kept:
        before = dict(kept)
    choose(phone)
    with phone.session_transaction() as kept:
        kept.clear()
        kept.update(before)  # what the second press sends: the cookie of before the first

    again = choose(phone)

    assert (again.status_code, again.location) == (303, "/")
    assert is_in(phone)


def test_somebody_else_on_this_phone_is_told_and_signed_out(app, phone, issue, newcomer):
    other = a_person("Kunang Lestari")
    an_enrolment(newcomer.workshop, other)
    phone.sign_in(other)
    type_in(phone, issue(newcomer))

    assert "Kunang Lestari" in phone.get("/kartu/pin").text
    choose(phone)

    assert "Sukerti" in phone.get("/profile").text
    assert db.session.scalar(select(WebSession.ended_at).filter_by(person_id=other.id))


# Abuse and accident: what happens with the card, and what the person is told.


def used_by_its_owner(app, issue, newcomer, at):
    card = issue(newcomer)
    use(app.test_client(), card)
    return card, "Masuk dengan kode peserta"


def replaced(app, issue, newcomer, at):
    card = issue(newcomer)
    issue(newcomer)
    return card, "kartu yang paling baru"


def out_of_date(app, issue, newcomer, at):
    card = issue(newcomer)
    at(NOW + 30 * DAY)
    return card, "Minta kartu baru kepada pendamping"


def of_somebody_withdrawn(app, issue, newcomer, at):
    card = issue(newcomer)
    withdraw_enrolment(newcomer, reason="Pindah", now=NOW)
    return card, "tidak terdaftar sebagai peserta"


def of_somebody_who_runs_a_workshop_now(app, issue, newcomer, at):
    card = issue(newcomer)
    a_staff_member(a_workshop(), StaffRole.ASSISTANT, newcomer.person)
    return card, "Hubungi pendamping"


def with_another_secret(app, issue, newcomer, at):
    card = issue(newcomer)
    card.secret = "AAAABBBB"
    return card, "tidak cocok"


def with_the_code_of_a_neighbour(app, issue, newcomer, at):
    card = issue(newcomer)
    card.code = a_person().participant_code
    return card, "tidak cocok"


def of_nobody(app, issue, newcomer, at):
    card = issue(newcomer)
    card.code = "ZZZZZZZZ"
    return card, "tidak cocok"


@pytest.mark.parametrize(
    "case",
    [
        used_by_its_owner,
        replaced,
        out_of_date,
        of_somebody_withdrawn,
        of_somebody_who_runs_a_workshop_now,
        with_another_secret,
        with_the_code_of_a_neighbour,
        of_nobody,
    ],
)
def test_a_card_that_is_not_good_opens_nothing_and_says_what_to_do(
    app, phone, issue, newcomer, at, case
):
    card, sentence = case(app, issue, newcomer, at)
    kept = db.session.get(Person, newcomer.person_id).pin_hash

    answer = type_in(phone, card)

    page = phone.get(answer.location) if answer.status_code == 303 else answer
    assert sentence in told(page)
    assert phone.get("/kartu/pin").status_code == 303
    assert choose(phone, "905172").location in ("/kartu", "/sign-in")
    assert not is_in(phone)
    db.session.expire_all()
    assert db.session.get(Person, newcomer.person_id).pin_hash == kept


@pytest.mark.parametrize("case", [replaced, out_of_date, of_somebody_withdrawn])
def test_a_card_that_goes_bad_while_the_pin_is_chosen_opens_nothing(
    app, phone, issue, newcomer, at, case
):
    card = issue(newcomer)
    type_in(phone, card)
    if case is replaced:
        issue(newcomer)
    elif case is out_of_date:
        at(NOW + timedelta(seconds=SECONDS_TO_CHOOSE + 1))
    else:
        newcomer.withdrawn_at = NOW

    assert choose(phone).location == "/kartu"
    assert not is_in(phone)


def test_who_withdraws_loses_her_card_for_good(phone, issue, newcomer, workshop):
    card = issue(newcomer)
    withdraw_enrolment(newcomer, reason="Pindah", now=NOW)
    assert db.session.scalars(select(ActivationCard)).one().revoked_at == NOW

    reinstate(workshop, newcomer, now=NOW)
    db.session.commit()

    assert "minta kartu baru" in told(type_in(phone, card))
    assert use(phone, issue(newcomer)).location == "/"


def test_who_stays_in_another_workshop_keeps_her_card(phone, issue, newcomer):
    card = issue(newcomer)
    an_enrolment(a_workshop(program=newcomer.workshop.program), newcomer.person)

    withdraw_enrolment(newcomer, reason="Pindah", now=NOW)
    db.session.commit()

    assert use(phone, card).location == "/"


def test_two_phones_with_the_same_card_end_with_one_pin(app, issue, newcomer):
    card = issue(newcomer)
    owner, finder = app.test_client(), app.test_client()
    type_in(owner, card)
    type_in(finder, card)
    choose(owner, "846207")

    assert choose(finder, "905172").location == "/sign-in"
    assert not is_in(finder)
    assert is_in(owner)


def test_the_owner_who_scans_her_used_card_goes_on_where_she_is_in(phone, issue, newcomer):
    card = issue(newcomer)
    use(phone, card)

    assert type_in(phone, card).location == "/"


def test_a_forgotten_pin_is_replaced_by_a_new_card_and_ends_every_sign_in(
    app, phone, issue, workshop
):
    enrolment = an_enrolment(workshop)
    person = enrolment.person
    elsewhere = app.test_client().sign_in(person)
    card = issue(enrolment)
    assert is_in(elsewhere)  # until the card is used

    use(phone, card)

    assert not is_in(elsewhere)
    assert sign_in(app.test_client(), person.participant_code, PIN).status_code == 422


def test_guessing_is_slowed_down(phone, issue, newcomer):
    card = issue(newcomer)
    for _guess in range(FREE_TRIES):
        assert type_in(phone, card, secret="AAAABBBB").status_code == 422

    slowed = type_in(phone, card)

    assert slowed.status_code == 429
    assert int(slowed.headers["Retry-After"]) > 0


def test_a_hall_behind_one_router_is_not_locked_out_by_its_mistakes(app, phone, issue, newcomer):
    card = issue(newcomer)
    for guess in range(ADDRESS_FREE + 5):
        type_in(app.test_client(), card, code=f"AAAA{guess:04}")

    assert use(phone, card).status_code == 303


def test_nothing_of_a_card_in_the_database_opens_anything(app, phone, issue, newcomer):
    card = issue(newcomer)
    row = db.session.scalars(select(ActivationCard)).one()

    assert card.secret not in row.secret_hash
    assert fingerprint(card.secret) != row.secret_hash
    app.config["SECRET_KEY"] = "another"
    assert type_in(app.test_client(), card).status_code == 422


def test_issuing_and_using_leave_a_line(phone, issue, newcomer, assistant):
    use(phone, issue(newcomer))

    lines = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [(one.action, one.actor_id) for one in lines] == [
        ("card.issue", assistant.id),
        ("card.activate", newcomer.person_id),
    ]
    assert {one.subject for one in lines} == {f"person:{newcomer.person_id}"}


@pytest.mark.parametrize(("ticked", "agreed"), [({"messages": "y"}, True), ({}, False)])
def test_messages_are_agreed_to_apart(phone, issue, newcomer, ticked, agreed):
    type_in(phone, issue(newcomer))
    choose(phone, **ticked)

    db.session.expire_all()
    assert newcomer.person.may_be_written_to is agreed
