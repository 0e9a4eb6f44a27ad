"""What is kept of a workshop says the same as its rows, whatever happens to its people."""

import json
from datetime import timedelta

import pytest
from flask_babel import force_locale
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import select

from lms.closing.service import close_workshop, reopen_workshop
from lms.coverage.rules import Covered
from lms.database import db
from lms.enrolment.seats.service_merging import merge_people
from lms.privacy.service import erase_person
from lms.reports.account.queries import program_account
from lms.reports.documents import program_document
from lms.reports.kept.models import KeptAccount
from lms.reports.kept.queries_adding import added_up
from lms.reports.kept.rules import FORMAT
from lms.reports.kept.service import keep_account
from lms.reports.queries import workshop_reports
from lms.reports.reconcile.queries import differences_in
from lms.reports.sheets import program_sheet
from lms.workshops.models import Enrolment, Workshop
from lms.workshops.service_resting import count_write, note_rest
from tests.constants import NOW
from tests.coverage.factories import covered
from tests.factories import a_person, a_program, a_workshop, an_administrator, an_organiser
from tests.reports.reconcile.histories import (
    BUSY,
    DAYS_END,
    HALF,
    a_tagged_revision,
    few,
    live,
    meetings_of,
    person,
)

CLOSED = DAYS_END + timedelta(days=20)
LATER = CLOSED + timedelta(days=60)
RESTS = LATER - timedelta(hours=1)
REASON = {"reason": "Selesai", "actor_id": None}


def a_program_of(people):
    """A program of two workshops with a history."""
    program = a_program()
    revision = a_tagged_revision()
    workshops = [a_workshop(program=program, revision=revision, number=n) for n in (1, 2)]
    meetings = [meetings_of(each) for each in workshops]
    covered(workshops[0], "h1-l1", Covered.FULLY, 200)
    for each in people:
        live(each, *workshops, meetings)
    db.session.commit()
    return program


def a_closed_program(people, closed_at=CLOSED):
    """The same; the first workshop is closed, and nothing of it is kept yet."""
    program = a_program_of(people)
    close_workshop(workshops_of(program)[0], now=closed_at, **REASON)
    db.session.commit()
    return program


@pytest.fixture
def program(inside):
    return a_closed_program([BUSY, HALF, BUSY])


@pytest.fixture
def at_rest(inside):
    """A program whose practice is over, and nobody has closed it."""
    program = a_program_of([BUSY, HALF, BUSY])
    note_rest(RESTS)
    db.session.commit()
    return program


def workshops_of(program):
    query = select(Workshop).filter_by(program_id=program.id).order_by(Workshop.number)
    return db.session.scalars(query).all()


def keep(program, now=LATER):
    for workshop in workshops_of(program):
        if row := added_up(workshop, now):
            keep_account(row)
    db.session.commit()


def kept_rows():
    return db.session.scalars(select(KeptAccount)).all()


def says(program, now=LATER):
    """All that the JSON and the CSV of a program say."""
    db.session.expire_all()
    with force_locale("id"):
        document = json.dumps(program_document(program_account(program, now)))
        return document, program_sheet(workshop_reports(workshops_of(program), now))


def spoil(row):
    """Let what is kept be wrong, so that it tells whether it is read."""
    row.figures = row.figures.replace('"meetings":[[', '"meetings":[[99999,1,1,[]],[')
    db.session.commit()


@few
@example([BUSY, HALF], CLOSED)
@given(
    st.lists(person, max_size=4),
    st.sampled_from([CLOSED, DAYS_END + timedelta(days=3), DAYS_END - timedelta(days=1)]),
)
def test_json_and_csv_are_the_same_to_the_byte_with_and_without_what_is_kept(
    inside, people, closed_at
):
    program = a_closed_program(people, closed_at)
    reckoned = says(program)

    keep(program)

    assert len(db.session.scalars(select(KeptAccount).filter_by(format=FORMAT)).all()) >= 1
    assert says(program) == reckoned
    assert list(differences_in(program, LATER)) == []


@few
@example([BUSY, HALF])
@given(st.lists(person, max_size=4))
def test_of_a_program_at_rest_json_and_csv_are_the_same_with_and_without_what_is_kept(
    inside, people
):
    program = a_program_of(people)
    note_rest(RESTS)
    reckoned = says(program)

    keep(program)

    assert len(kept_rows()) >= 2
    assert says(program) == reckoned
    assert list(differences_in(program, LATER)) == []


def test_after_a_write_at_rest_it_is_reckoned_from_the_rows_until_it_is_kept_again(at_rest):
    reckoned = says(at_rest)
    keep(at_rest)
    spoil(kept_rows()[0])
    assert says(at_rest) != reckoned

    count_write(workshops_of(at_rest)[0])
    db.session.commit()

    assert says(at_rest) == reckoned
    keep(at_rest)
    assert sorted(row.writes_at_rest for row in kept_rows()) == [0, 1]
    assert says(at_rest) == reckoned


def test_before_every_request_of_before_has_ended_nothing_is_kept_at_rest(at_rest):
    keep(at_rest, LATER - timedelta(seconds=1))

    assert kept_rows() == []


def rename(enrolment):
    enrolment.person.name = "Ni Wayan Nama Baru"


def erase(enrolment):
    erase_person(enrolment.person, LATER, None)


def merge(enrolment):
    merge_people(a_person("Ni Wayan Ganda"), enrolment.person, now=LATER, actor=an_administrator())


@pytest.mark.parametrize("change", [rename, erase, merge])
def test_who_is_renamed_erased_or_merged_is_so_in_what_is_kept(program, change):
    keep(program)
    first = db.session.scalars(select(Enrolment).order_by(Enrolment.id)).first()

    change(first)
    db.session.commit()
    told = says(program)

    assert list(differences_in(program, LATER)) == []
    db.session.delete(kept_rows()[0])
    db.session.commit()
    assert says(program) == told


def test_what_is_kept_is_read_and_reconcile_tells_when_it_is_wrong(program):
    keep(program)
    assert list(differences_in(program, LATER)) == []

    spoil(kept_rows()[0])

    assert {each.figure for each in differences_in(program, LATER)} == {"followed"}


@pytest.mark.parametrize(
    "values",
    [
        {"format": FORMAT + 1},
        {"since": CLOSED - timedelta(days=1)},
        {"seats": '{"held":10,"quizzes":[],"seats":[]}'},
    ],
)
def test_of_another_format_closing_or_people_it_is_as_good_as_none(program, values):
    reckoned = says(program)
    keep(program)
    row = kept_rows()[0]
    spoil(row)
    assert says(program) != reckoned

    for name, value in values.items():
        setattr(row, name, value)
    db.session.commit()

    assert says(program) == reckoned


def test_opened_again_it_is_reckoned_from_the_rows(program):
    keep(program)
    workshop = workshops_of(program)[0]

    reopen_workshop(workshop, now=LATER, reason="Daftar hadir", actor_id=None)
    db.session.commit()

    assert kept_rows() == []
    assert list(differences_in(program, LATER)) == []


def test_the_statements_are_as_many_for_five_closed_workshops_as_for_two(program, statements):
    def count():
        db.session.expire_all()
        with statements() as seen:
            program_account(db.session.merge(program), LATER)
        return len(seen)

    keep(program)
    two = count()
    for number in (3, 4, 5):
        more = a_workshop(program=program, number=number)
        close_workshop(more, now=CLOSED, **REASON)
    keep(program)

    assert len(kept_rows()) == 4
    assert count() == two


def test_closing_by_the_page_keeps_it(browser, inside, at):
    program = a_closed_program([BUSY, HALF])
    second = workshops_of(program)[1]
    slug, workshop_id = second.slug, second.id
    at(CLOSED)
    browser.sign_in(an_organiser(program))

    assert browser.post(f"/w/{slug}/close", data={"reason": ""}).status_code == 303

    (row,) = kept_rows()
    assert (row.workshop_id, row.since) == (workshop_id, CLOSED)


def test_nothing_is_kept_before_the_last_meeting_would_have_ended(inside):
    program = a_closed_program([BUSY], NOW)

    keep(program, NOW + timedelta(minutes=5))

    assert kept_rows() == []


def test_the_command_keeps_what_is_not_kept_or_was_kept_too_early(app, program, at):
    def run():
        return app.test_cli_runner().invoke(args=["report", "keep"]).output.split("\n")[0]

    slug = workshops_of(program)[0].slug
    keep(program, CLOSED + timedelta(seconds=59))
    at(LATER)

    assert run() == f"{slug}: kept"
    assert run() == ""
    db.session.expire_all()
    assert kept_rows()[0].kept_at == LATER


def test_the_command_notes_what_rests_and_keeps_it_an_hour_later(app, inside, at):
    program = a_program_of([BUSY])
    slugs = [each.slug for each in workshops_of(program)]

    def run():
        return app.test_cli_runner().invoke(args=["report", "keep"]).output.split()

    at(RESTS)
    assert run() == []
    at(LATER)
    assert run() == [f"{slugs[0]}:", "kept", f"{slugs[1]}:", "kept"]
