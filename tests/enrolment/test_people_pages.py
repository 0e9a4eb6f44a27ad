"""Participants of a workshop as organiser and staff see them."""

import pytest
from sqlalchemy import func, select

from lms.database import db
from lms.enrolment.importing.models import ImportDraft
from lms.people.models import Person
from lms.workshops.models import Enrolment, StaffRole
from lms.workshops.seating.models import Waiting
from tests.enrolment.factories import CLEAN, an_upload
from tests.factories import (
    a_cooperative,
    a_person,
    a_program,
    a_staff_member,
    a_workshop,
    an_enrolment,
    an_organiser,
)

TOKEN = "t" * 43


@pytest.fixture(autouse=True)
def context(app, at):
    with app.app_context():
        yield


@pytest.fixture
def workshop():
    return a_workshop(program=a_program(), number=1, slug="angkatan")


@pytest.fixture
def organiser(workshop, browser):
    person = an_organiser(workshop.program)
    browser.sign_in(person)
    return person


@pytest.fixture
def assistant(workshop, browser):
    person = a_staff_member(workshop, StaffRole.ASSISTANT)
    browser.sign_in(person)
    return person


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


def test_the_list_costs_the_same_for_two_as_for_thirty(browser, organiser, workshop, statements):
    def cost():
        with statements() as seen:
            assert browser.get("/w/angkatan/people").status_code == 200
        return len(seen)

    for _one in range(2):
        an_enrolment(workshop, a_person(cooperative=a_cooperative()))
    two = cost()
    for _one in range(28):
        an_enrolment(workshop, a_person(cooperative=a_cooperative()))

    assert cost() == two


@pytest.mark.parametrize("words", ["kunang", "embun pagi", "0810 0000", "k4mp-7t", "%C2%A0kunang"])
def test_a_person_is_found_by_what_is_known_of_her(browser, assistant, workshop, words):
    made = a_person(
        "Kunang Lestari",
        cooperative=a_cooperative("KSP Embun Pagi"),
        phone="+6281000000102",
        participant_code="K4MP7TXQ",
    )
    an_enrolment(workshop, made)
    an_enrolment(workshop, a_person("Orang Lain"))

    page = browser.get(f"/w/angkatan/people?q={words}").text

    assert "Kunang Lestari" in page
    assert "Orang Lain" not in page


@pytest.mark.parametrize("words", ["%", "_", "tidak-ada", "x" * 3000])
def test_nobody_is_found_by_what_nobody_has(browser, assistant, workshop, words):
    an_enrolment(workshop, a_person("Kunang Lestari"))

    assert "Kunang" not in browser.get("/w/angkatan/people", query_string={"q": words}).text


def test_a_person_of_another_workshop_is_not_found(browser, organiser):
    elsewhere = an_enrolment()

    for address in ("", "/withdraw", "/card"):
        found = browser.get(f"/w/angkatan/people/{elsewhere.id}{address}")
        assert found.status_code == 404


def test_an_assistant_sees_a_person_but_does_not_change_her(browser, assistant, workshop):
    enrolment = an_enrolment(workshop)
    address = f"/w/angkatan/people/{enrolment.id}"

    assert browser.get(address).status_code == 200
    assert browser.post(address, data={"name": "Lain"}).status_code == 403
    assert browser.get(f"{address}/withdraw").status_code == 403


def test_data_are_corrected(browser, organiser, workshop):
    enrolment = an_enrolment(workshop, a_person("Sukrti"))

    response = browser.post(
        f"/w/angkatan/people/{enrolment.id}",
        data={"name": "Sukerti", "phone": "0810 0000 0112", "cooperative": "KSP Contoh"},
    )

    person = db.session.get(Person, enrolment.person_id)
    assert response.status_code == 303
    assert (person.name, person.phone) == ("Sukerti", "+6281000000112")
    assert person.cooperative.name == "KSP Contoh"


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"name": "x" * 121}, {"phone": "123"}, {"email": "bukan"}]
)
def test_a_wrong_correction_comes_back(browser, organiser, workshop, wrong):
    enrolment = an_enrolment(workshop)

    response = browser.post(f"/w/angkatan/people/{enrolment.id}", data={"name": "Sukerti", **wrong})

    assert response.status_code == 422


def test_withdrawing_asks_for_a_reason_and_can_be_undone(browser, organiser, workshop):
    enrolment = an_enrolment(workshop)
    address = f"/w/angkatan/people/{enrolment.id}"

    assert browser.post(f"{address}/withdraw", data={"reason": ""}).status_code == 422
    assert browser.post(f"{address}/withdraw", data={"reason": "Pindah"}).status_code == 303
    assert browser.post(f"{address}/withdraw", data={"reason": "Pindah"}).status_code == 409
    assert "Pindah" in browser.get(address).text
    assert browser.post(f"{address}/enrol-again").status_code == 303
    assert db.session.get(Enrolment, enrolment.id).withdrawn_at is None


def test_one_person_is_added_once_and_her_card_comes_next(browser, organiser):
    fields = {"token": TOKEN, "name": "Sukerti", "phone": "081000000112"}

    first = browser.post("/w/angkatan/people/add", data=fields)
    second = browser.post("/w/angkatan/people/add", data=fields)

    assert first.location == second.location
    assert "Sukerti" in browser.get(first.location).text
    assert count(Enrolment) == 1


def test_adding_somebody_who_is_enrolled_is_told_at_the_name(browser, organiser, workshop):
    an_enrolment(workshop, a_person("Sukerti", phone="+6281000000112"))
    fields = {"token": TOKEN, "name": "Sukerti", "phone": "081000000112"}

    assert browser.post("/w/angkatan/people/add", data=fields).status_code == 422
    assert count(Person) == 2  # she and the organiser


def test_who_is_added_to_a_full_workshop_waits(browser, organiser, workshop):
    workshop.capacity = 1
    an_enrolment(workshop)

    response = browser.post("/w/angkatan/people/add", data={"token": TOKEN, "name": "Sukerti"})

    assert "Sukerti masuk daftar tunggu" in browser.get(response.location).text
    assert (count(Enrolment), count(Waiting)) == (1, 1)


def upload(browser, text=None):
    text = CLEAN.read_text() if text is None else text
    return browser.post(
        "/w/angkatan/people/import", data=an_upload(text), content_type="multipart/form-data"
    )


def test_a_list_is_looked_at_before_anybody_is_enrolled(browser, organiser):
    preview = upload(browser).location

    page = browser.get(preview).text

    assert "Sukerti" in page
    assert "I Made Lautan Wirya" not in page  # of another workshop
    assert count(Enrolment) == 0


def test_after_importing_everybody_new_is_chosen_for_a_card(browser, organiser):
    preview = upload(browser).location

    shown = browser.post(preview).location
    page = browser.get(shown).text

    assert shown == "/w/angkatan/people/cards"
    assert count(Enrolment) == 12
    assert count(ImportDraft) == 0
    assert page.count(" checked>") == 12


def test_pressing_import_twice_shows_the_same_result(browser, organiser):
    preview = upload(browser).location

    first, second = browser.post(preview), browser.post(preview)

    assert first.location == second.location
    assert browser.get(second.location).status_code == 200
    assert count(Enrolment) == 12


def test_importing_a_list_again_finds_everybody_enrolled(browser, organiser):
    browser.post(upload(browser).location)
    preview = upload(browser).location

    assert browser.get(preview).status_code == 200
    assert browser.post(preview).location == "/w/angkatan/people"
    assert browser.post(preview).location == "/w/angkatan/people"
    assert count(Enrolment) == 12


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_list_nobody_uploaded_is_not_found(browser, organiser, method):
    assert getattr(browser, method)(f"/w/angkatan/people/import/{TOKEN}").status_code == 404


def test_a_list_with_more_people_than_seats_fills_them_and_the_rest_wait(
    browser, organiser, workshop
):
    workshop.capacity = 11
    preview = upload(browser).location

    assert "/w/angkatan/edit" in browser.get(preview).text
    assert browser.post(preview).status_code == 303
    assert (count(Enrolment), count(Waiting)) == (11, 1)
    again = browser.get(upload(browser).location).text
    assert "Sudah di daftar tunggu" in again


def test_the_preview_costs_the_same_for_two_as_for_thirty(browser, organiser, statements):
    def cost(people):
        rows = "".join(f"Orang {n},0810000{n:05}\n" for n in range(people))
        preview = upload(browser, f"nama,hp\n{rows}").location
        with statements() as seen:
            assert browser.get(preview).status_code == 200
        return len(seen)

    assert cost(2) == cost(30)


@pytest.mark.parametrize("text", ["", "Sebuah surat.\nTanpa tabel.\n", "nama\n", "PK\x03\x04"])
def test_what_is_no_list_is_told_at_the_file(browser, organiser, text):
    response = upload(browser, text)

    assert response.status_code == 422
    assert "file-error" in response.text
    assert count(ImportDraft) == 0


def test_a_formula_or_markup_in_a_list_is_only_text(browser, organiser):
    preview = upload(browser, "nama,hp\n<script>x</script>,=1+1\n").location

    page = browser.get(preview).text

    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page


def test_a_list_of_another_workshop_is_not_found(browser, organiser, workshop):
    preview = upload(browser).location
    other = a_workshop(program=workshop.program, number=2, slug="lain")

    assert browser.get(preview.replace("angkatan", other.slug)).status_code == 404
    browser.post(preview.replace("angkatan", other.slug))
    assert count(Enrolment) == 0


@pytest.mark.parametrize("address", ["people/import", "people/add"])
def test_only_organisers_enrol(browser, assistant, address):
    assert browser.get(f"/w/angkatan/{address}").status_code == 403
