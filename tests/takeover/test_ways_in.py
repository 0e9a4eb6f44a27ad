"""What the office of one program adds never reaches a person of another program."""

import io

import pytest
from sqlalchemy import select

from lms.database import db
from lms.people.models import Person
from lms.workshops.models import Enrolment, Meeting, Staff
from tests.factories import a_colleague, a_person, a_workshop, an_enrolment
from tests.takeover.conftest import TOKEN, kept_of

AS_WRITTEN = {
    "name and phone": {"name": "Ni Made Sukerti", "phone": "0810 0000 0101"},
    "another spelling and phone": {"name": "Made Sukerti", "phone": "0810 0000 0101"},
    "email": {"name": "Made", "email": "made@example.org"},
    "name and cooperative": {"name": "Ni Made Sukerti", "cooperative": "KSP Contoh Sari"},
}


def people_in(workshop):
    query = select(Enrolment.person_id).where(Enrolment.workshop_id == workshop.id)
    return set(db.session.scalars(query))


def listed(organiser, **columns):
    """Upload a list of one row, and return the page that shows what will happen."""
    text = ",".join(columns) + "\n" + ",".join(columns.values())
    sent = {"file": (io.BytesIO(text.encode()), "daftar.csv")}
    uploaded = organiser.post("/w/theirs/people/import", data=sent)
    return uploaded.location, organiser.get(uploaded.location)


@pytest.mark.parametrize("way", AS_WRITTEN)
def test_adding_by_hand_makes_a_person_of_its_own(organiser, made, theirs, way):
    before = kept_of(made)

    answer = organiser.post("/w/theirs/people/add", data={"token": TOKEN, **AS_WRITTEN[way]})

    assert answer.status_code == 303
    assert made.id not in people_in(theirs)
    assert len(people_in(theirs)) == 1
    assert kept_of(made) == before


@pytest.mark.parametrize("way", AS_WRITTEN)
def test_what_is_answered_is_what_is_answered_of_a_stranger(organiser, made, theirs, way):
    stranger = {"name": "Wayan Baru", "phone": "0810 0000 0999", "email": "wayan@example.org"}

    hers = organiser.post("/w/theirs/people/add", data={"token": TOKEN, **AS_WRITTEN[way]})
    new = organiser.post("/w/theirs/people/add", data={"token": "u" * 43, **stranger})

    assert hers.status_code == new.status_code == 303
    assert hers.location.startswith("/w/theirs/people/")
    assert hers.location.endswith("/card")
    assert new.location.endswith("/card")


def test_an_email_of_somebody_elsewhere_is_kept_as_it_was_written(organiser, made, theirs):
    organiser.post(
        "/w/theirs/people/add",
        data={"token": TOKEN, "name": "Komang", "email": "made@example.org"},
    )

    [person_id] = people_in(theirs)
    assert db.session.get_one(Person, person_id).email == "made@example.org"


@pytest.mark.parametrize("way", AS_WRITTEN)
def test_the_preview_of_a_list_tells_nothing_of_people_elsewhere(organiser, made, theirs, way):
    words = {"name": "nama", "phone": "telepon", "email": "email", "cooperative": "koperasi"}
    columns = {words[key]: value for key, value in AS_WRITTEN[way].items()}
    columns["kode"] = made.participant_code

    address, page = listed(organiser, **columns)
    organiser.post(f"{address}/confirm")

    told = page.text.replace(AS_WRITTEN[way]["name"], "")
    assert "Baru" in told
    assert "Sudah dikenal" not in told
    assert "Orang yang sama" not in told
    assert "dipakai orang lain" not in told
    assert "Ni Made" not in told
    assert made.id not in people_in(theirs)


def test_substitutes_are_people_of_the_program(organiser, made, theirs):
    seated = an_enrolment(theirs, a_person("Wayan", cooperative=made.cooperative))
    address = f"/w/theirs/people/{seated.id}/substitute"

    offered = organiser.get(address).text
    taken = organiser.post(
        address, data={"person": made.id, "from_day": "3", "reason": "Sakit", "name": ""}
    )

    assert made.name not in offered
    assert taken.status_code == 422
    assert made.id not in people_in(theirs)


def test_a_walk_in_is_not_matched_with_people_elsewhere(assistant, organiser, made, theirs):
    meeting = db.session.scalars(select(Meeting).filter_by(workshop_id=theirs.id)).first()
    data = {"name": made.name, "cooperative": "KSP Contoh Sari", "phone": "0810 0000 0101"}

    assistant.post(f"/w/theirs/attendance/{meeting.id}/door", data=data)
    walked_in = db.session.scalars(select(Enrolment).filter_by(workshop_id=theirs.id)).one()
    asked = organiser.get(f"/w/theirs/people/{walked_in.id}/match?q=Made")
    matched = organiser.post(f"/w/theirs/people/{walked_in.id}/match", data={"person": made.id})

    assert walked_in.person_id != made.id
    assert f'value="{made.id}"' not in asked.text
    assert matched.status_code in {404, 422}


def test_a_correction_with_the_email_of_somebody_elsewhere_says_nothing_of_her(
    organiser, made, theirs
):
    enrolment = an_enrolment(theirs, a_person("Komang"))

    saved = organiser.post(
        f"/w/theirs/people/{enrolment.id}", data={"name": "Komang", "email": "made@example.org"}
    )

    assert saved.status_code == 303


def test_a_trainer_of_another_program_is_not_named_before_she_agrees(organiser, theirs):
    trainer = a_colleague("Kadek Pelatih", email="pelatih@example.org")
    a_workshop()
    data = {"token": TOKEN, "email": trainer.email, "name": "Yang Diketik", "role": "trainer"}

    answer = organiser.post("/w/theirs/staff", data=data)
    shown = organiser.get(answer.location).text + organiser.get("/w/theirs/staff").text

    assert "Kadek" not in shown
    assert db.session.scalars(select(Staff).filter_by(person_id=trainer.id)).first() is None


def test_an_email_known_elsewhere_is_answered_as_an_unknown_one(organiser, theirs):
    a_colleague("Kadek Pelatih", email="pelatih@example.org")

    def answers(email, token):
        data = {"token": token, "email": email, "role": "trainer"}
        nameless = organiser.post("/w/theirs/staff", data=data)
        named = organiser.post("/w/theirs/staff", data={**data, "name": "Kadek"})
        page = organiser.get(named.location).text if named.location else named.text
        return nameless.status_code, named.status_code, "<code>" in page

    assert answers("pelatih@example.org", "a" * 43) == answers("nobody@example.org", "b" * 43)
