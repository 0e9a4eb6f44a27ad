"""A person with a phone, and everything that may go wrong between the screen and the register."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.attendance.checkin.rules_codes import CLAIM_LIVES, Claim, code_at, link_at, write_claim
from lms.attendance.models import Attendance, CheckIn
from lms.audit.models import AuditEntry
from lms.database import db
from lms.workshops.models import Meeting
from tests.constants import NOW
from tests.factories import (
    PIN,
    a_person,
    a_staff_member,
    a_workshop,
    an_administrator,
    an_enrolment,
    an_organiser,
)

SECRET = "test"
START = NOW - timedelta(hours=1)  # day 3, 08.00
TWELVE_PAST = START + timedelta(minutes=12, seconds=10)


@pytest.fixture
def workshop(app, at):
    at(TWELVE_PAST)
    with app.app_context():
        yield a_workshop()


@pytest.fixture
def morning(workshop):
    return meeting_of(workshop)


@pytest.fixture
def wayan(workshop):
    return an_enrolment(workshop, a_person("I Wayan Contoh", participant_code="WAYAN234"))


@pytest.fixture
def phone(browser, wayan):
    return browser.sign_in(wayan.person)


def meeting_of(workshop, day=3, part="morning"):
    return db.session.scalars(
        select(Meeting).filter_by(workshop_id=workshop.id, day=day, part=part)
    ).one()


def link(meeting, shown=TWELVE_PAST):
    return f"/hadir/q/{link_at(SECRET, meeting.id, shown)}"


def scan(browser, meeting, shown=TWELVE_PAST):
    """Open the link of the QR code and press the one button."""
    claim = browser.get(link(meeting, shown))
    return browser.post(claim.location) if claim.status_code == 303 else claim


def type_code(browser, code):
    return browser.post("/hadir", data={"code": code})


def stored():
    rows = db.session.execute(select(Attendance.enrolment_id, Attendance.presence))
    return {row[0]: row[1].value for row in rows}


def words(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def test_scanning_takes_one_press_and_says_since_when(phone, morning, wayan):
    done = scan(phone, morning)

    page = phone.get(done.location)
    assert stored() == {wayan.id: "present"}
    assert "Anda tercatat hadir, 08.12" in words(page)


def test_looking_at_the_link_records_nothing(phone, morning):
    claim = phone.get(link(morning))
    phone.get(claim.location)

    assert stored() == {}


def test_a_guest_signs_in_on_the_way_and_the_moment_of_the_scan_counts(browser, morning, wayan, at):
    in_time = START + timedelta(minutes=14)
    at(in_time)
    claim = browser.get(link(morning, in_time)).location
    sign_in = browser.get(claim)
    at(in_time + timedelta(minutes=20))  # looking for the card
    form = {"identity": "WAYAN234", "secret": PIN, "next": claim}
    back = browser.post("/sign-in", data=form)

    assert sign_in.location.startswith("/sign-in?next=")
    assert back.location == claim
    browser.post(claim)
    assert stored() == {wayan.id: "present"}


def test_a_guest_types_the_code_first_and_signs_in_after_it(browser, morning, wayan, at):
    claim = type_code(browser, code_at(SECRET, morning.id, TWELVE_PAST)).location
    at(TWELVE_PAST + timedelta(minutes=10))
    browser.sign_in(wayan.person)
    browser.post(claim)

    assert stored() == {wayan.id: "present"}


@pytest.mark.parametrize("written", ["{0}{1}", "{0} {1}", " {0}-{1} ", "{0}.{1}"])
def test_the_code_may_be_spaced_as_one_likes(phone, morning, wayan, written):
    code = code_at(SECRET, morning.id, TWELVE_PAST)

    type_code(phone, written.format(code[:3], code[3:]))

    assert stored() == {wayan.id: "present"}


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦"])
def test_what_is_no_code_is_told_at_the_field(phone, typed):
    assert type_code(phone, typed).status_code == 422


def test_after_a_quarter_of_an_hour_one_is_late(phone, morning, wayan, at):
    shown = START + timedelta(minutes=16)
    at(shown)

    assert "terlambat, 08.16" in words(phone.get(scan(phone, morning, shown).location))
    assert stored() == {wayan.id: "late"}


def test_who_comes_early_is_held_and_counts_from_the_opening(phone, workshop, wayan, at):
    early = START - timedelta(minutes=30)
    at(early)
    phone.sign_in(wayan.person)
    done = scan(phone, meeting_of(workshop), early)
    page = phone.get(done.location)
    before = words(phone.get(f"/w/{workshop.slug}/my-attendance"))
    at(START)
    after = words(phone.get(f"/w/{workshop.slug}/my-attendance"))

    assert "08.00" in words(page)
    assert stored() == {wayan.id: "present"}
    assert "0 dari 4" in before
    assert "1 dari 5" in after


def test_pressing_twice_records_once(phone, morning):
    claim = phone.get(link(morning)).location
    answers = [phone.post(claim).status_code for _ in range(3)]

    assert answers == [303] * 3
    assert db.session.query(CheckIn).count() == 1
    assert db.session.query(AuditEntry).filter_by(action="attendance.record").count() == 1


OLD = TWELVE_PAST - timedelta(minutes=3)


@pytest.mark.parametrize(
    ("attempt", "status"),
    [
        ("link of three minutes ago", 410),
        ("link from the future", 410),
        ("forged link", 410),
        ("link of another server", 410),
        ("forged claim", 410),
        ("claim of yesterday", 410),
        ("code of three minutes ago", 422),
        ("code of the afternoon", 422),
        ("link of the afternoon", 409),
        ("link of tomorrow", 409),
        ("link of yesterday's meeting", 409),
        ("link of a cancelled meeting", 409),
    ],
)
def test_what_does_not_belong_to_this_meeting_records_nothing(
    phone, workshop, morning, attempt, status
):
    afternoon, tomorrow = meeting_of(workshop, 3, "afternoon"), meeting_of(workshop, 4)
    answer = {
        "link of three minutes ago": lambda: scan(phone, morning, OLD),
        "link from the future": lambda: scan(phone, morning, TWELVE_PAST + timedelta(minutes=2)),
        "forged link": lambda: phone.get("/hadir/q/1.59.AAAAAAAAAAAAAAAA"),
        "link of another server": lambda: phone.get(
            f"/hadir/q/{link_at('other', morning.id, TWELVE_PAST)}"
        ),
        "forged claim": lambda: phone.post(f"/hadir/{morning.id}.1795000000...AAAAAAAAAAAAAAAA"),
        "claim of yesterday": lambda: phone.post(
            f"/hadir/{write_claim(SECRET, Claim(TWELVE_PAST - CLAIM_LIVES, '', morning.id))}"
        ),
        "code of three minutes ago": lambda: type_code(phone, code_at(SECRET, morning.id, OLD)),
        "code of the afternoon": lambda: type_code(
            phone, code_at(SECRET, afternoon.id, TWELVE_PAST)
        ),
        "link of the afternoon": lambda: scan(phone, afternoon),
        "link of tomorrow": lambda: scan(phone, tomorrow),
        "link of yesterday's meeting": lambda: scan(phone, meeting_of(workshop, 2)),
        "link of a cancelled meeting": lambda: scan(phone, cancelled(morning)),
    }[attempt]()

    assert (answer.status_code, stored()) == (status, {})


def cancelled(meeting):
    meeting.cancelled_at = NOW
    db.session.commit()
    return meeting


def test_after_the_end_the_words_say_what_to_do(phone, morning, at):
    at(morning.ends_at)

    answer = scan(phone, morning, morning.ends_at)

    assert "minta pelatih mencatat Anda" in words(answer)


def test_a_code_seen_in_time_may_be_pressed_after_the_end(phone, morning, wayan, at):
    shown = morning.ends_at - timedelta(minutes=1)
    at(shown)
    claim = phone.get(link(morning, shown)).location
    at(morning.ends_at + timedelta(minutes=5))

    assert phone.post(claim).status_code == 303
    assert stored() == {wayan.id: "late"}


def test_what_the_trainer_recorded_is_never_overwritten(phone, workshop, morning, wayan, app):
    trainer = app.test_client().sign_in(a_staff_member(workshop))
    fields = {f"was-{wayan.id}": "", f"presence-{wayan.id}": "absent"}
    trainer.post(f"/w/{workshop.slug}/attendance/{morning.id}", data=fields)

    told = words(phone.get(scan(phone, morning).location))

    assert stored() == {wayan.id: "absent"}
    assert "Silakan temui pelatih" in told
    register = words(trainer.get(f"/w/{workshop.slug}/attendance/{morning.id}"))
    assert "Mencatat sendiri pukul 08.12, tetapi tercatat: Alpa" in register


def test_who_was_recorded_absent_and_comes_after_all_leaves_her_check_in_by_the_same_press(
    phone, workshop, morning, wayan, app
):
    trainer = app.test_client().sign_in(a_staff_member(workshop))
    fields = {f"was-{wayan.id}": "", f"presence-{wayan.id}": "absent"}
    trainer.post(f"/w/{workshop.slug}/attendance/{morning.id}", data=fields)
    claim = phone.get(link(morning)).location

    asked = phone.get(claim).text
    phone.post(claim)
    told = words(phone.get(claim))

    assert f'action="{claim}" data-auto' in asked
    assert "Catatan Anda pukul 08.12 tersimpan dan terlihat oleh pelatih" in told
    assert "data-auto" not in phone.get(claim).text


@pytest.mark.parametrize("who", ["stranger", "withdrawn"])
def test_who_is_not_on_the_list_is_kept_for_the_trainer(app, workshop, morning, who):
    person = a_person("Ni Luh Tamu")
    if who == "withdrawn":
        an_enrolment(workshop, person, withdrawn_at=NOW)
    an_enrolment(workshop)
    phone = app.test_client().sign_in(person)

    told = words(phone.get(scan(phone, morning).location))

    assert stored() == {}
    assert "Catatan Anda pukul 08.12 tersimpan" in told
    trainer = app.test_client().sign_in(a_staff_member(workshop))
    assert "Ni Luh Tamu" in words(trainer.get(f"/w/{workshop.slug}/attendance/{morning.id}"))


@pytest.mark.parametrize("maker", ["staff", "organiser", "administrator"])
def test_who_runs_the_meeting_is_not_recorded(app, workshop, morning, maker):
    person = {
        "staff": lambda: a_staff_member(workshop),
        "organiser": lambda: an_organiser(workshop.program),
        "administrator": an_administrator,
    }[maker]()

    assert scan(app.test_client().sign_in(person), morning).status_code == 409
    assert db.session.query(CheckIn).count() == 0


def test_guessing_is_slowed_down_for_the_guesser_and_for_nobody_else(
    app, phone, workshop, morning, wayan
):
    guesses = [type_code(phone, f"{n:06}").status_code for n in range(6)]
    code = code_at(SECRET, morning.id, TWELVE_PAST)
    made = an_enrolment(workshop)
    neighbour = app.test_client().sign_in(made.person)

    assert guesses == [422] * 5 + [429]
    assert type_code(phone, code).status_code == 429
    assert type_code(neighbour, code).status_code == 303  # behind the same router
    scan(phone, morning)
    assert stored() == {made.id: "present", wayan.id: "present"}


def test_two_people_with_one_phone_are_recorded_and_the_trainer_sees_it(
    app, browser, workshop, morning, wayan
):
    made = an_enrolment(workshop, a_person("I Made Contoh"))
    for each in (wayan, made):
        browser.sign_in(each.person)
        scan(browser, morning)
    trainer = app.test_client().sign_in(a_staff_member(workshop))

    register = words(trainer.get(f"/w/{workshop.slug}/attendance/{morning.id}"))

    assert stored() == {wayan.id: "present", made.id: "present"}
    assert "2 orang dari satu HP" in register


def test_a_link_passed_on_to_another_phone_records_nobody_and_is_seen(
    app, phone, workshop, morning
):
    claim = phone.get(link(morning)).location
    made = an_enrolment(workshop)
    response = app.test_client().sign_in(made.person).post(claim)
    trainer = app.test_client().sign_in(a_staff_member(workshop))

    assert response.status_code == 409
    assert "dipindai dengan HP lain" in response.text
    assert stored() == {}
    assert db.session.scalars(select(CheckIn)).one().passed_on
    register = words(trainer.get(f"/w/{workshop.slug}/attendance/{morning.id}"))
    assert "Tautan diteruskan" in register


def test_who_scans_herself_after_it_is_recorded_without_a_doubt(app, phone, workshop, morning):
    claim = phone.get(link(morning)).location
    made = an_enrolment(workshop)
    own = app.test_client().sign_in(made.person)
    own.post(claim)

    scan(own, morning)

    assert stored() == {made.id: "present"}
    assert not db.session.scalars(select(CheckIn)).one().passed_on


def test_an_old_photo_of_the_code_records_nobody(phone, morning, at):
    photographed = link(morning)
    at(TWELVE_PAST + timedelta(minutes=1, seconds=1))

    assert phone.get(photographed).status_code == 410
    assert stored() == {}


def test_a_phone_that_keeps_no_cookies_can_type_the_digits(app, workshop, morning):
    made = an_enrolment(workshop)
    own = app.test_client().sign_in(made.person)
    own.delete_cookie("device")

    assert type_code(own, code_at(SECRET, morning.id, TWELVE_PAST)).status_code == 303
    assert stored() == {made.id: "present"}


def test_a_code_sent_to_somebody_outside_the_hall_is_recorded_and_seen(app, workshop, morning):
    code = code_at(SECRET, morning.id, TWELVE_PAST)
    for number in range(6):
        phone = app.test_client().sign_in(an_enrolment(workshop).person)
        outside = number == 5
        phone.environ_base["REMOTE_ADDR"] = "203.0.113.9" if outside else f"192.0.2.{number}"
        type_code(phone, code)
    trainer = app.test_client().sign_in(a_staff_member(workshop))

    register = words(trainer.get(f"/w/{workshop.slug}/attendance/{morning.id}"))

    assert list(stored().values()) == ["present"] * 6
    assert register.count("Dari jaringan lain") == 1


def test_a_phone_and_a_network_are_kept_as_signs_only(phone, morning):
    scan(phone, morning)

    kept = db.session.scalars(select(CheckIn)).one()
    assert "127.0.0" not in kept.network
    assert kept.device not in str(phone.get_cookie("device"))


def test_the_same_digits_of_two_meetings_find_the_one_she_belongs_to(
    phone, workshop, morning, wayan, monkeypatch
):
    a_workshop()
    monkeypatch.setattr("lms.attendance.checkin.rules_codes.code_at", lambda *_: "123456")

    type_code(phone, "123456")

    assert stored() == {wayan.id: "present"}


@pytest.mark.parametrize("zone", ["Asia/Jakarta", "Asia/Jayapura", "Europe/Berlin"])
def test_times_are_told_in_the_zone_of_the_workshop(phone, workshop, morning, zone):
    workshop.time_zone = zone
    db.session.commit()
    shown = {"Asia/Jakarta": "07.12", "Asia/Jayapura": "09.12", "Europe/Berlin": "01.12"}

    assert f"hadir, {shown[zone]}" in words(phone.get(scan(phone, morning).location))


def test_home_offers_it_during_the_meeting_until_it_is_done(phone, morning, at):
    offered = '<a class="button " href="/hadir"'
    before = phone.get("/").text
    scan(phone, morning)
    after = phone.get("/").text
    at(morning.starts_at - timedelta(hours=2))

    assert (offered in before, offered in after) == (True, False)
    assert offered not in phone.get("/").text


def test_the_claim_page_takes_few_statements(phone, morning, statements):
    claim = phone.get(link(morning)).location
    with statements() as seen:
        phone.get(claim)

    assert len(seen) <= 4
