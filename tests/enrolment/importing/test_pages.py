"""The preview of a list: columns confirmed, doubts decided, nothing written before Import."""

import html
import re
import threading

import pytest
import sqlalchemy as sa
from sqlalchemy import func, select

from lms.audit.models import AuditEntry
from lms.database import commit_now, db, insert_many
from lms.enrolment.importing import drafts as importing_drafts
from lms.enrolment.importing import routes as importing_routes
from lms.enrolment.importing.models import ImportDraft
from lms.people.models import Cooperative, Person
from lms.workshops.models import Enrolment
from lms.workshops.seating.models import Waiting
from tests.enrolment.factories import MESSY, a_workbook, an_upload, some_sheets
from tests.factories import (
    NOW,
    a_colleague,
    a_person,
    a_program,
    a_workshop,
    an_enrolment,
    an_organiser,
)

PAGE = "/w/satu/people/import"


@pytest.fixture(autouse=True)
def context(app):
    with app.app_context():
        yield


@pytest.fixture
def workshops():
    """Three workshops of one program."""
    program = a_program()
    return [
        a_workshop(program=program, number=number, slug=slug)
        for number, slug in enumerate(("satu", "dua", "tiga"), start=1)
    ]


@pytest.fixture
def organiser(browser, workshops):
    """An organiser of the program, signed in."""
    person = an_organiser(workshops[0].program)
    browser.sign_in(person)
    return person


def upload(browser, data=None):
    data = MESSY.read_bytes() if data is None else data
    name = "peserta.xlsx" if data.startswith(b"PK") else "peserta.csv"
    response = browser.post(PAGE, data=an_upload(data, name), content_type="multipart/form-data")
    assert response.status_code == 303, response.text
    return response.location


def the_whole_program(browser, preview):
    browser.post(f"{preview}/choices", data={"scope": "program"})


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


def row_of(page, line):
    """The table row of one line of the list."""
    rows = re.findall(r"<tr>.*?</tr>", page, re.DOTALL)
    return next(row for row in rows if f"<div>{line}</div>" in row.split("</td>")[0])


def test_one_workshop_takes_its_rows_and_the_program_takes_all(browser, organiser):
    preview = upload(browser)
    assert "I Made Lautan Wirya" not in browser.get(preview).text

    the_whole_program(browser, preview)

    assert "I Made Lautan Wirya" in browser.get(preview).text


@pytest.mark.parametrize("as_workbook", [False, True])
def test_the_messy_list_is_imported_once_whatever_its_form(browser, organiser, as_workbook):
    data = MESSY.read_bytes()
    if as_workbook:
        text = data.decode("utf-8-sig")
        data = a_workbook(*(line.split(";") for line in text.replace('"', "").split("\r\n")))
    preview = upload(browser, data)
    the_whole_program(browser, preview)
    assert count(Enrolment) == 0

    browser.post(preview)
    db.session.expire_all()
    again = upload(browser, data)
    the_whole_program(browser, again)
    browser.post(again)

    assert (count(Enrolment), count(Person), count(Cooperative)) == (35, 36, 32)


def test_the_old_and_the_understood_value_stand_in_the_row(browser, organiser):
    row = row_of(browser.get(upload(browser)).text, 8)

    assert "Ni Luh Pelangi Arini" in row
    assert "<del>ni luh pelangi arini</del>" in row
    assert "0810 0000 0104" in row
    assert "<del>81000000104</del>" in row
    assert "<del>Sekertaris</del>" in row


def test_a_doubt_is_decided_in_its_row_and_kept(browser, organiser):
    preview = upload(browser)
    the_whole_program(browser, preview)

    browser.post(f"{preview}/choices", data={"person-43": "other"})
    page = browser.get(preview).text

    assert re.search(r'name="person-43" value="other" checked', row_of(page, 43))
    assert count(Person) == 1
    browser.post(preview)
    assert count(Enrolment) == 36


def test_decisions_sent_with_import_count_too(browser, organiser):
    preview = upload(browser)
    the_whole_program(browser, preview)

    browser.post(preview, data={"person-43": "leave-out"})

    assert count(Enrolment) == 35
    assert count(ImportDraft) == 0


def test_rows_that_are_not_decided_go_on_waiting(browser, organiser):
    preview = upload(browser)
    the_whole_program(browser, preview)
    browser.post(preview)

    [draft] = db.session.scalars(select(ImportDraft)).all()
    waiting = f"{PAGE}/{draft.token}"
    assert waiting in browser.get(PAGE).text
    browser.post(waiting, data={"person-43": "other"})

    assert count(Enrolment) == 36
    assert count(ImportDraft) == 0


def test_columns_are_chosen_and_the_list_is_read_again(browser, organiser):
    preview = upload(browser, b"Nama,Rahasia\nSukerti,081000000112\n")
    assert "0810 0000 0112" not in browser.get(preview).text.split("<table")[1]

    browser.post(
        f"{preview}/choices", data={"columns": "1", "column-0": "name", "column-1": "phone"}
    )

    assert "0810 0000 0112" in browser.get(preview).text.split("<table")[1]


def test_a_guessed_column_is_confirmed_before_anything_is_imported(browser, organiser):
    preview = upload(browser, b"Nama,Nomor WA aktif\nSukerti,081000000112\n")
    assert browser.post(preview).status_code == 409
    assert count(Enrolment) == 0

    browser.post(
        f"{preview}/choices", data={"columns": "1", "column-0": "name", "column-1": "phone"}
    )
    browser.post(preview)

    assert count(Enrolment) == 1


def test_a_list_whose_columns_nobody_knows_asks_what_they_hold(browser, organiser):
    preview = upload(browser, b"A;B;C\nKSP Contoh;Sukerti;081000000112\n")
    asked = browser.get(preview).text
    assert "Apa isi setiap kolom?" in asked
    assert ": Sukerti" in asked

    columns = {"columns": "1", "column-0": "cooperative", "column-1": "name", "column-2": "phone"}
    browser.post(f"{preview}/choices", data=columns)

    assert "Impor 1 orang" in browser.get(preview).text
    browser.post(preview)
    assert db.session.scalars(select(Person.phone).filter_by(name="Sukerti")).one()


def test_a_list_without_column_names_loses_nobody(browser, organiser):
    preview = upload(browser, b"Sukerti;KSP Contoh\nKadek Awan;KSP Contoh\n")
    columns = {"column-0": "name", "column-1": "cooperative", "column-first": "person"}

    browser.post(f"{preview}/choices", data={"columns": "1", **columns})

    page = browser.get(preview).text
    assert "Impor 2 orang" in page
    assert 'name="column-first" value="person"' in page  # kept when columns are chosen again


def test_columns_without_names_are_refused_and_nothing_changes(browser, organiser):
    preview = upload(browser, b"nama\nSukerti\n")

    shown = browser.post(f"{preview}/choices", data={"columns": "1", "column-0": ""}).location
    page = browser.get(shown).text

    assert 'class="flash error' in page or "notice error" in page
    assert "Sukerti" in page


def test_the_second_phone_is_kept_as_a_note(browser, organiser):
    browser.post(upload(browser))

    person = db.session.scalars(select(Person).filter_by(phone="+6281000000106")).one()
    assert person.note == "0810 0000 0196"


def test_sheets_that_are_read_together_and_one_that_is_not_are_named(browser, organiser):
    heads = ["Nama", "Koperasi"]
    workbook = some_sheets(
        Angkatan_1=[heads, ["Sukerti", "KSP Contoh"]],
        Angkatan_2=[heads, ["Kadek", "KSP Contoh"]],
        Panitia=[["Jabatan", "Nama"], ["Ketua", "Wayan"]],
    )

    page = browser.get(upload(browser, workbook)).text

    assert "Angkatan 1: baris 2 sampai 3" in page
    assert "Angkatan 2: baris 5 sampai 5" in page
    assert "Tidak dibaca karena kolomnya berbeda: Panitia" in page


def test_a_list_that_is_being_read_says_so(browser, organiser):
    assert re.search(r'<p[^>]*role="status" hidden data-wait>', browser.get(PAGE).text)


def test_a_long_list_is_shown_by_the_hundred(browser, organiser):
    rows = "".join(f"Orang {n},0810000{n:05}\n" for n in range(250))
    preview = upload(browser, f"nama,hp\n{rows}".encode())

    page = browser.get(f"{preview}?show=all&page=3").text

    assert page.count('<th scope="row">') == 50


def test_who_finds_no_seat_in_any_workshop_is_told_to_wait_and_waits(browser, organiser, workshops):
    workshops[1].capacity = 3
    preview = upload(browser)
    the_whole_program(browser, preview)

    assert "9 orang masuk daftar tunggu" in browser.get(preview).text
    assert browser.post(preview).status_code == 303
    assert (count(Enrolment), count(Waiting)) == (26, 9)


def test_after_an_import_the_next_step_is_cards_or_the_waiting_list(browser, organiser, workshops):
    workshops[0].capacity = 1
    first = browser.post(upload(browser, b"nama;koperasi\nSukerti;KSP Contoh\n"))
    second = browser.post(upload(browser, b"nama;koperasi\nKadek Awan;KSP Contoh\n"))

    assert first.location.endswith("/people/cards")
    assert second.location.endswith("/seats")


def test_the_choices_of_a_list_are_the_organisers(browser, workshops):
    browser.sign_in(a_colleague())

    assert browser.post(f"{PAGE}/{'t' * 43}/choices").status_code in {403, 404}


def agreed_people():
    return set(db.session.scalars(select(Person.name).where(Person.may_be_written_to)))


@pytest.mark.parametrize("tick", [{}, {"agreed": "1"}])
def test_consent_for_a_whole_list_is_a_tick_and_noted_by_whom(browser, organiser, tick):
    data = b"Nama,No HP\nNi Made Contoh,081000000101\nI Wayan Contoh,081000000102\n"
    preview = upload(browser, data)
    assert 'name="agreed"' in browser.get(preview).text

    browser.post(preview, data=tick)

    noted = select(AuditEntry.actor_id).filter_by(action="person.agree_to_messages")
    assert agreed_people() == ({"Ni Made Contoh", "I Wayan Contoh"} if tick else set())
    assert db.session.scalars(noted).all() == [organiser.id] * (2 if tick else 0)


def test_consent_for_a_list_leaves_what_somebody_known_has_chosen(browser, organiser, workshops):
    known = a_person("Ni Made Contoh", phone="+6281000000101")
    an_enrolment(workshops[2], known, withdrawn_at=NOW, withdrawal_reason="Sakit")
    preview = upload(browser, b"Nama,No HP\nNi Made Contoh,081000000101\n")

    browser.post(preview, data={"agreed": "1"})

    assert count(Enrolment) == 2
    assert not known.may_be_written_to


def a_long_list(people):
    return ("nama;koperasi\n" + "".join(f"Orang {n};KSP {n}\n" for n in range(people))).encode()


def test_a_long_list_is_imported_in_turns_as_one(browser, organiser, monkeypatch):
    monkeypatch.setattr(importing_drafts, "PEOPLE_IN_A_TURN", 5)
    preview = upload(browser, a_long_list(12))

    browser.post(preview, data={"agreed": "1"})

    assert (count(Enrolment), count(Cooperative), len(agreed_people())) == (12, 12, 12)
    assert "12 orang" in browser.get("/w/satu/people/cards").text
    assert count(ImportDraft) == 0


def test_others_write_between_the_turns_of_an_import(app, browser, organiser, monkeypatch):
    monkeypatch.setattr(importing_drafts, "PEOPLE_IN_A_TURN", 1)
    preview = upload(browser, a_long_list(8))
    seen = []

    def write():
        with app.app_context():
            db.session.execute(sa.insert(Cooperative).values(name="Beside", key="beside"))
            db.session.commit()
        seen.append("saved")

    other = threading.Thread(target=write)

    def begin(_connection, _cursor, statement, *_rest):
        if statement.startswith("INSERT INTO enrolment"):
            seen.append("enrolled")
            if len(seen) == 1:
                other.start()  # while the first turn has the gate

    sa.event.listen(db.engine, "before_cursor_execute", begin)
    browser.post(preview)
    sa.event.remove(db.engine, "before_cursor_execute", begin)
    other.join()

    assert count(Enrolment) == 8
    assert seen[-1] == "enrolled"


def test_how_far_an_import_is_can_be_asked_meanwhile(
    app, browser, organiser, workshops, monkeypatch
):
    monkeypatch.setattr(importing_drafts, "PEOPLE_IN_A_TURN", 5)
    workshops[0].capacity = 8
    an_enrolment(workshops[1])
    preview = upload(browser, a_long_list(12))
    address = html.unescape(re.search(r'data-progress="([^"]+)"', browser.get(preview).text)[1])
    other = app.test_client().sign_in(organiser)
    told = [other.get(address).text]

    def between(*, go_on):
        commit_now(go_on=go_on)
        told.append(other.get(address).text)

    monkeypatch.setattr(importing_routes, "commit_now", between)
    browser.post(preview)
    told.append(other.get(address).text)

    assert [re.search(r"\d+ dari 12 orang", text)[0] for text in told] == [
        f"{done} dari 12 orang" for done in (0, 5, 10, 12)
    ]


def test_an_import_stops_where_somebody_else_gave_a_seat_meanwhile(
    browser, organiser, workshops, monkeypatch
):
    monkeypatch.setattr(importing_drafts, "PEOPLE_IN_A_TURN", 5)
    preview = upload(browser, a_long_list(12))
    place = {"workshop_id": workshops[1].id, "person_id": a_person().id, "enrolled_at": NOW}

    def between(*, go_on):
        commit_now(go_on=go_on)
        insert_many(Enrolment, [{**place, "first_form": "A"}])

    monkeypatch.setattr(importing_routes, "commit_now", between)
    assert browser.post(preview).status_code == 409

    monkeypatch.undo()
    assert (count(Enrolment), count(ImportDraft)) == (5, 1)  # hers went with what was refused
    browser.post(preview)
    assert (count(Enrolment), count(ImportDraft)) == (12, 0)
