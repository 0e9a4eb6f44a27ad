"""Programs and workshops as an organiser sees them."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from lms.database import db
from lms.workshops.models import (
    Meeting,
    Program,
    Staff,
    StaffInvitation,
    StaffRole,
    Workshop,
)
from lms.workshops.queries import schedule_of
from tests.constants import WITA
from tests.factories import (
    a_colleague,
    a_program,
    a_revision,
    a_staff_member,
    a_workshop,
    an_administrator,
    an_enrolment,
    an_organiser,
)
from tests.workshops.factories import workshop_fields


@pytest.fixture(autouse=True)
def context(app, at):
    with app.app_context():
        yield


@pytest.fixture
def program():
    return a_program(title="Go Digital", slug="go-digital")


@pytest.fixture
def organiser(program, browser):
    person = an_organiser(program)
    browser.sign_in(person)
    return person


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


def test_a_program_of_many_workshops_has_pages(browser, program, organiser, monkeypatch):
    monkeypatch.setattr("lms.workshops.routes_programs.WORKSHOPS_ON_A_PAGE", 2)
    slugs = [a_workshop(program=program, number=number).slug for number in (1, 2, 3)]

    first, second = (browser.get(f"/programs/go-digital?page={n}").text for n in (1, 2))

    assert [f"/w/{slug}/" in first for slug in slugs] == [True, True, False]
    assert [f"/w/{slug}/" in second for slug in slugs] == [False, False, True]


def test_an_organiser_sees_her_programs_only(browser, organiser):
    a_program(title="Program Tetangga")

    page = browser.get("/programs").text

    assert "Go Digital" in page
    assert "Program Tetangga" not in page


def test_an_administrator_sees_all_programs(browser, program):
    a_program(title="Program Tetangga")
    browser.sign_in(an_administrator())

    page = browser.get("/programs").text

    assert "Go Digital" in page
    assert "Program Tetangga" in page


def test_making_a_program_leads_to_it_and_a_second_press_makes_no_second_one(browser, organiser):
    fields = {"title": "Diklat Baru", "target": "35", "partners": "Kampus Contoh"}

    first = browser.post("/programs/new", data=fields)
    second = browser.post("/programs/new", data=fields)

    assert first.location == "/programs/diklat-baru"
    assert second.status_code == 422
    assert "Diklat Baru" in second.text
    assert count(Program) == 2
    assert browser.get(first.location).status_code == 200


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"title": " ", "target": "35"},
        {"title": "x" * 161, "target": "35"},
        {"title": "Diklat", "target": "0"},
        {"title": "Diklat", "target": "banyak"},
        {"title": "Diklat", "target": "9" * 5000},
    ],
)
def test_a_wrong_program_comes_back_filled(browser, organiser, fields):
    response = browser.post("/programs/new", data=fields)

    assert response.status_code == 422
    assert count(Program) == 1


def test_a_program_can_be_changed(browser, organiser, program):
    response = browser.post(
        "/programs/go-digital/edit", data={"title": "Go Digital 2026", "target": "40"}
    )

    assert response.status_code == 303
    assert db.session.get(Program, program.id).target == 40


def test_what_stands_on_printed_sheets_belongs_to_the_program(browser, organiser, program):
    fields = {"title": "Go Digital", "target": "35", "chair_name": "Sukerti", "chair_nip": "1970 1"}
    lines = " Dinas Contoh \r\n\r\nJalan Contoh 1\r\n"

    saved = browser.post("/programs/go-digital/edit", data={**fields, "letterhead": lines})
    too_many = browser.post("/programs/go-digital/edit", data={**fields, "letterhead": "a\n" * 6})

    assert (saved.status_code, too_many.status_code) == (303, 422)
    assert "Paling banyak 5 baris" in too_many.text
    kept = db.session.get(Program, program.id)
    assert kept.letterhead == "Dinas Contoh\nJalan Contoh 1"
    assert (kept.chair_name, kept.chair_nip) == ("Sukerti", "1970 1")
    assert "Jalan Contoh 1" in browser.get("/programs/go-digital/edit").text


def test_a_program_shows_its_workshops_side_by_side(browser, organiser, program):
    an_enrolment(a_workshop(program=program, number=1, capacity=12, place="Balai Timur"))
    a_workshop(program=program, number=2, first_day=None, place="Balai Barat")

    page = browser.get("/programs/go-digital").text

    assert "Balai Timur" in page
    assert "Balai Barat" in page


def test_a_program_costs_the_same_for_two_workshops_as_for_thirty(
    browser, organiser, program, statements
):
    def cost():
        with statements() as seen:
            assert browser.get("/programs/go-digital").status_code == 200
        return len(seen)

    revision = a_revision()
    for number in (1, 2):
        a_workshop(program=program, number=number, revision=revision)
    two = cost()
    for number in range(3, 31):
        a_workshop(program=program, number=number, revision=revision, first_day=None)

    assert cost() == two


def test_the_days_of_a_new_workshop_are_laid_out(browser, organiser):
    a_revision()

    page = browser.get("/programs/go-digital/workshops/new").text

    assert 'value="2026-12-14"' in page  # a Monday, more than two weeks away
    assert 'value="2026-12-15"' in page
    assert "day_3" not in page  # the course has two days


def test_without_a_course_there_is_no_form(browser, organiser):
    page = browser.get("/programs/go-digital/workshops/new")

    assert page.status_code == 200
    assert "day_1" not in page.text


def test_the_other_days_follow_the_first_without_losing_what_was_typed(browser, organiser):
    fields = workshop_fields(course=a_revision().id, day_1="2027-01-08", lay_out="1")

    page = browser.post("/programs/go-digital/workshops/new", data=fields)

    assert page.status_code == 200
    assert 'value="2027-01-11"' in page.text
    assert "Balai Contoh" in page.text
    assert count(Workshop) == 0


def test_a_workshop_is_made_once_however_often_the_form_is_sent(browser, organiser):
    fields = workshop_fields(course=a_revision().id, staff=str(organiser.id))

    first = browser.post("/programs/go-digital/workshops/new", data=fields)
    second = browser.post("/programs/go-digital/workshops/new", data=fields)

    assert first.location == "/w/go-digital-1/"
    assert second.status_code == 422
    assert count(Workshop) == 1
    assert count(Meeting) == 4
    assert db.session.scalars(select(Staff.person_id)).all() == [organiser.id]


@pytest.mark.parametrize(
    "wrong",
    [
        {"day_2": "2026-12-14"},
        {"day_2": "2026-12-01"},
        {"day_2": ""},
        {"day_1": "0001-01-01"},
        {"day_1": "besok"},
        {"morning_ends": "07:00"},
        {"afternoon_starts": "25:00"},
        {"number": "0"},
        {"capacity": "-1"},
        {"practice_days": "99999"},
        {"place": ""},
        {"place": "x" * 201},
        {"time_zone": "Mars/Olympus"},
        {"course": "999999"},
        {"staff": "999999"},
    ],
)
def test_a_wrong_workshop_comes_back_with_what_was_typed(browser, organiser, wrong):
    fields = workshop_fields(**{"course": a_revision().id, **wrong})

    response = browser.post("/programs/go-digital/workshops/new", data=fields)

    assert response.status_code == 422
    assert fields["place"][:20] in response.text
    assert count(Workshop) == 0


def test_a_copy_takes_over_place_times_and_staff_but_not_the_dates(browser, organiser, program):
    source = a_workshop(program=program, number=4, place="Balai Salinan", capacity=17)
    trainer = a_staff_member(source)

    page = browser.get(f"/programs/go-digital/workshops/new?copy={source.slug}").text

    assert "Balai Salinan" in page
    assert 'value="17"' in page
    assert 'value="5"' in page
    assert trainer.name in page
    assert "2026-11-23" not in page


def test_a_workshop_of_another_program_is_not_copied(browser, organiser):
    other = a_workshop()

    response = browser.get(f"/programs/go-digital/workshops/new?copy={other.slug}")

    assert response.status_code == 404


@pytest.mark.parametrize("role", list(StaffRole))
def test_the_staff_find_their_workshop(browser, program, role):
    workshop = a_workshop(program=program, place="Balai Staf")
    browser.sign_in(a_staff_member(workshop, role))

    page = browser.get(f"/w/{workshop.slug}/")

    assert page.status_code == 200
    assert "Balai Staf" in page.text
    assert f"/w/{workshop.slug}/edit" not in page.text


def test_the_overview_of_an_empty_workshop_says_how_to_begin(browser, organiser, program):
    workshop = a_workshop(program=program, first_day=None)

    page = browser.get(f"/w/{workshop.slug}/").text

    assert f"/w/{workshop.slug}/people/import" in page


def test_a_workshop_is_changed_and_its_meetings_stay(browser, organiser, program):
    workshop = a_workshop(program=program, number=1)
    before = set(db.session.scalars(select(Meeting.id)))
    days = {f"day_{n}": f"2026-11-{22 + n}" for n in range(1, 6)}

    response = browser.post(
        f"/w/{workshop.slug}/edit",
        data=workshop_fields(**days, afternoon_ends="15:30", place="Balai Lain"),
    )

    assert response.status_code == 303
    assert set(db.session.scalars(select(Meeting.id))) == before
    assert db.session.get(Workshop, workshop.id).place == "Balai Lain"


def test_the_form_of_a_workshop_shows_what_is_kept(browser, organiser, program):
    workshop = a_workshop(program=program, place="Balai Tetap")

    page = browser.get(f"/w/{workshop.slug}/edit").text

    assert "Balai Tetap" in page
    assert 'value="2026-11-27"' in page
    assert 'value="08:00"' in page


def test_staff_are_found_by_their_email(browser, organiser, program):
    workshop = a_workshop(program=program)
    colleague = a_colleague(email="pelatih@example.org")
    a_staff_member(a_workshop(program=program), person=colleague)

    response = browser.post(
        f"/w/{workshop.slug}/staff",
        data={"token": "t" * 43, "email": " Pelatih@Example.org ", "role": "trainer"},
    )

    assert response.status_code == 303
    here = select(Staff.person_id).filter_by(workshop_id=workshop.id)
    assert db.session.scalars(here).all() == [colleague.id]
    assert colleague.name in browser.get(f"/w/{workshop.slug}/staff").text


def test_a_new_colleague_is_given_a_password_that_is_shown_and_works(browser, organiser, program):
    workshop = a_workshop(program=program)
    fields = {"token": "t" * 43, "email": "baru@example.org", "name": "Baru", "role": "assistant"}

    first = browser.post(f"/w/{workshop.slug}/staff", data=fields)
    second = browser.post(f"/w/{workshop.slug}/staff", data=fields)
    page = browser.get(first.location).text

    assert first.location == second.location
    assert count(StaffInvitation) == 1
    password = page.split("<code>")[2].split("</code>")[0]
    signed_in = browser.application.test_client().post(
        "/sign-in", data={"identity": "baru@example.org", "secret": password}
    )
    assert signed_in.status_code == 303


def test_an_unknown_email_needs_a_name(browser, organiser, program):
    workshop = a_workshop(program=program)

    response = browser.post(
        f"/w/{workshop.slug}/staff",
        data={"token": "t" * 43, "email": "baru@example.org", "role": "trainer"},
    )

    assert response.status_code == 422
    assert "baru@example.org" in response.text


def test_the_last_trainer_is_removed_after_a_warning(browser, organiser, program):
    workshop = a_workshop(program=program)
    a_staff_member(workshop)
    [staff_id] = db.session.scalars(select(Staff.id))
    address = f"/w/{workshop.slug}/staff/{staff_id}/remove"

    assert "notice warning" in browser.get(address).text
    assert browser.post(address).status_code == 303
    assert browser.post(address).status_code == 404
    assert count(Staff) == 0


def test_staff_of_another_workshop_are_not_found(browser, organiser, program):
    a_staff_member(a_workshop())
    workshop = a_workshop(program=program)
    [staff_id] = db.session.scalars(select(Staff.id))

    response = browser.post(f"/w/{workshop.slug}/staff/{staff_id}/remove")

    assert response.status_code == 404
    assert count(Staff) == 1


def days_of(workshop):
    slots = schedule_of(workshop).slots
    return {slot.day: slot.starts_at.astimezone(WITA).date() for slot in slots}


def fields_of(workshop, **moved):
    """The fields of a workshop as it stands; days that are moved by so many days."""
    days = days_of(workshop)
    return workshop_fields(
        number=str(workshop.number),
        capacity=str(workshop.capacity),
        **{f"day_{n}": str(day + timedelta(moved.get(f"day_{n}", 0))) for n, day in days.items()},
    )


def hours_on(workshop, day):
    slots = [slot for slot in schedule_of(workshop).slots if slot.day == day]
    return [
        f"{slot.starts_at.astimezone(WITA):%H.%M}-{slot.ends_at.astimezone(WITA):%H.%M}"
        for slot in slots
    ]


def test_a_day_may_have_other_hours_and_keeps_them(browser, organiser, program):
    workshop = a_workshop(program=program)
    page = f"/w/{workshop.slug}/edit"

    answer = browser.post(page, data={**fields_of(workshop), "hours_5": "08.00-11.00, 13.30-15.30"})

    assert answer.status_code == 303
    assert hours_on(workshop, 5) == ["08.00-11.00", "13.30-15.30"]
    assert hours_on(workshop, 4) == ["08.00-11.45", "12.45-16.00"]
    assert "08.00-11.00, 13.30-15.30" in browser.get(page).text


def test_hours_that_cannot_be_read_come_back_with_what_was_typed(browser, organiser, program):
    workshop = a_workshop(program=program)

    answer = browser.post(
        f"/w/{workshop.slug}/edit", data={**fields_of(workshop), "hours_5": "pagi saja"}
    )

    assert answer.status_code == 422
    assert "pagi saja" in answer.text
    assert "Tulis jam seperti" in answer.text


def test_moving_a_day_that_has_begun_asks_first(browser, organiser, program):
    workshop = a_workshop(program=program)  # its third day is today
    page, first = f"/w/{workshop.slug}/edit", days_of(workshop)[1]
    moved = fields_of(workshop, day_1=-3)

    asked = browser.post(page, data=moved)
    still = days_of(workshop)[1]
    done = browser.post(page, data={**moved, "moves_begun": "y"})

    assert asked.status_code == 422
    assert 'name="moves_begun"' in asked.text
    assert (still, done.status_code) == (first, 303)
    assert days_of(workshop)[1] == first - timedelta(days=3)


def test_a_day_to_come_is_moved_without_a_question(browser, organiser, program):
    workshop = a_workshop(program=program)

    answer = browser.post(f"/w/{workshop.slug}/edit", data=fields_of(workshop, day_5=5))

    assert answer.status_code == 303


def test_the_proposed_week_has_no_public_holiday(browser, organiser, at):
    a_revision()
    at(datetime(2026, 12, 21, 1, tzinfo=UTC))

    shown = browser.sign_in(organiser).get("/programs/go-digital/workshops/new").text

    assert 'value="2027-01-04"' not in shown  # Isra Mikraj is on the 5th, Galungan on the 13th
    assert 'value="2027-01-18"' in shown
