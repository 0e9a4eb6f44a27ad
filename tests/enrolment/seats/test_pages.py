"""The pages about seats: substitute, transfer, door, guests, match, history."""

import pytest
from sqlalchemy import select

from lms.attendance.checkin.rules_codes import link_at
from lms.attendance.guests import record_present
from lms.attendance.models import Attendance
from lms.attendance.rules import Presence
from lms.audit.models import AuditEntry
from lms.database import db
from lms.workshops.models import Enrolment, StaffRole
from lms.workshops.seating.models import SeatChange, SeatEvent
from tests.attendance.factories import meetings
from tests.constants import NOW
from tests.factories import (
    a_cooperative,
    a_person,
    a_program,
    a_staff_member,
    a_workshop,
    an_enrolment,
    an_organiser,
)
from tests.results.factories import presences

REASON = {"reason": "Tugas luar kota"}


@pytest.fixture
def pair(app, at):
    with app.app_context():
        program = a_program()
        yield (
            a_workshop(program=program, number=1, slug="satu"),
            a_workshop(program=program, number=2, slug="dua"),
        )


@pytest.fixture
def organiser(browser, pair):
    return browser.sign_in(an_organiser(pair[0].program))


@pytest.fixture
def assistant(browser, pair):
    return browser.sign_in(a_staff_member(pair[1], StaffRole.ASSISTANT))


@pytest.fixture
def luh(pair):
    person = a_person("Ni Luh Pertama", cooperative=a_cooperative("KSP Contoh Satu"))
    return an_enrolment(pair[0], person)


def test_a_new_substitute_takes_over_and_the_seat_shows_both(organiser, pair, luh):
    presences(luh, *[Presence.PRESENT] * 4)
    page = f"/w/satu/people/{luh.id}/substitute"
    assert "Orang baru dari koperasi ini" in organiser.get(page).text

    fields = {"person": "0", "name": "I Made Pengganti", "from_day": "3", **REASON}
    response = organiser.post(page, data=fields)

    assert response.status_code == 303
    substitute = db.session.scalars(select(Enrolment).filter_by(replaces_id=luh.id)).one()
    assert substitute.person.cooperative.name == "KSP Contoh Satu"
    history = organiser.get(f"/w/satu/people/{substitute.id}/history").text
    assert "hari ke‑1 sampai ke‑2" in history
    assert "mulai hari ke‑3" in history
    assert "4 sesi dihadiri, oleh 2 orang" in history
    assert "Digantikan" in organiser.get("/w/satu/people").text


def test_a_known_colleague_is_offered(organiser, luh):
    other = a_person("I Wayan Rekan", cooperative=luh.person.cooperative)
    an_enrolment(luh.workshop, other, withdrawn_at=NOW, withdrawal_reason="Sakit")
    page = f"/w/satu/people/{luh.id}/substitute"
    assert "I Wayan Rekan" in organiser.get(page).text

    fields = {"person": str(other.id), "from_day": "4", **REASON}
    assert organiser.post(page, data=fields).status_code == 303


@pytest.mark.parametrize(
    "fields",
    [
        {"person": "0", "name": "", "from_day": "3"},
        {"person": "999", "from_day": "3"},
        {"person": "0", "name": "A", "from_day": "9"},
        {"person": "0", "name": "A", "from_day": "3", "phone": "12"},
        {"person": "0", "name": "A", "from_day": "1"},
        {"person": "0", "name": "A", "from_day": "3", "reason": " "},
    ],
)
def test_a_substitute_that_does_not_fit_is_told_and_nothing_changes(organiser, luh, fields):
    presences(luh, Presence.PRESENT)
    page = f"/w/satu/people/{luh.id}/substitute"

    assert organiser.post(page, data={**REASON, **fields}).status_code == 422
    assert db.session.scalars(select(Enrolment)).one().withdrawn_at is None


def test_a_transfer_leads_to_the_person_in_the_other_workshop(organiser, pair, luh):
    page = f"/w/satu/people/{luh.id}/transfer"
    assert "Angkatan 2" in organiser.get(page).text

    response = organiser.post(page, data={"target": str(pair[1].id), **REASON})

    assert response.location == f"/w/dua/people/{luh.id}"
    assert "Pindah ke angkatan lain" in organiser.get(f"/w/dua/people/{luh.id}/history").text
    assert organiser.get(f"/w/satu/people/{luh.id}").status_code == 404
    assert "Ni Luh Pertama" in organiser.get("/w/satu/seats").text


def test_a_full_workshop_takes_nobody(organiser, pair, luh):
    pair[1].capacity = 1
    an_enrolment(pair[1])

    response = organiser.post(
        f"/w/satu/people/{luh.id}/transfer", data={"target": str(pair[1].id), **REASON}
    )

    assert response.status_code == 422
    assert "Tambah kapasitasnya" in response.text


def test_a_workshop_of_another_program_is_no_choice(organiser, luh):
    elsewhere = a_workshop()

    response = organiser.post(
        f"/w/satu/people/{luh.id}/transfer", data={"target": str(elsewhere.id), **REASON}
    )

    assert response.status_code == 422


def test_somebody_at_the_door_is_present_with_a_name_alone(assistant, pair):
    meeting = meetings(pair[1])[4]
    page = f"/w/dua/attendance/{meeting.id}/door"
    assert assistant.get(page).status_code == 200

    assert assistant.post(page, data={"name": "Ni Komang Pintu"}).status_code == 303

    [row] = db.session.scalars(select(Attendance).filter_by(meeting_id=meeting.id))
    assert row.presence is Presence.PRESENT
    assert "Belum dicocokkan" in assistant.get("/w/dua/people").text
    assert assistant.post(page, data={"name": "ni komang pintu"}).status_code == 422
    assert assistant.post(page, data={"name": ""}).status_code == 422


def test_nobody_is_added_at_the_door_of_a_meeting_to_come(assistant, pair):
    meeting = meetings(pair[1])[9]

    response = assistant.post(f"/w/dua/attendance/{meeting.id}/door", data={"name": "A"})

    assert response.status_code == 409


def test_a_guest_is_recorded_here_and_counts_at_home(assistant, pair, luh, app):
    presences(luh, Presence.PRESENT, Presence.SICK, Presence.PRESENT, Presence.PRESENT)
    page = f"/w/dua/attendance/{meetings(pair[1])[1].id}/guests"
    assert "Ni Luh Pertama" in assistant.get(page).text

    for _twice in range(2):
        assert assistant.post(page, data={"present": str(luh.id)}).status_code == 303

    mine = app.test_client().sign_in(luh.person).get("/w/satu/my-attendance").text
    assert "4 dari 4" in mine
    assert "di Angkatan 2" in mine
    assistant.post(page, data={"take_back": str(luh.id)})
    assert db.session.query(Attendance).count() == 4


@pytest.mark.parametrize("who", ["", "x", "999999", "9" * 40])
def test_a_guest_is_somebody_of_the_program(assistant, pair, who):
    page = f"/w/dua/attendance/{meetings(pair[1])[1].id}/guests"

    assert assistant.post(page, data={"present": who}).status_code in (404, 422)


def test_a_participant_of_another_program_is_no_guest(assistant, pair):
    stranger = an_enrolment(a_workshop())
    page = f"/w/dua/attendance/{meetings(pair[1])[1].id}/guests"

    assert assistant.post(page, data={"present": str(stranger.id)}).status_code == 404


def at_the_door(app, pair, name="Ni Luh Pertama"):
    trainer = app.test_client().sign_in(a_staff_member(pair[0]))
    trainer.post(f"/w/satu/attendance/{meetings(pair[0])[4].id}/door", data={"name": name})
    return db.session.scalars(select(Enrolment).order_by(Enrolment.id.desc())).first()


def test_the_likely_person_is_offered_and_matched(organiser, app, pair, luh):
    door = at_the_door(app, pair)
    page = f"/w/satu/people/{door.id}/match"
    assert "KSP Contoh Satu" in organiser.get(page).text

    response = organiser.post(page, data={"person": str(luh.person_id)})

    assert response.location == f"/w/satu/people/{luh.id}"
    assert organiser.get(page).status_code == 404


def test_somebody_else_is_found_by_a_search(organiser, app, pair, luh):
    door = at_the_door(app, pair, "Bu Luh")
    page = f"/w/satu/people/{door.id}/match"

    assert "Ni Luh Pertama" in organiser.get(f"{page}?q=pertama").text
    fields = {"person": str(luh.person_id)}
    assert organiser.post(f"{page}?q=pertama", data=fields).status_code == 303


def test_nobody_known_is_kept_as_a_new_person(organiser, app, pair):
    door = at_the_door(app, pair)

    assert organiser.post(f"/w/satu/people/{door.id}/keep").status_code == 303
    assert "Belum dicocokkan" not in organiser.get("/w/satu/people").text


def test_longer_lists_cost_no_more(organiser, app, pair, luh, statements):
    door = at_the_door(app, pair)
    pages = [
        f"/w/satu/people/{luh.id}/history",
        f"/w/satu/people/{door.id}/match",
        f"/w/satu/people/{luh.id}/substitute",
        f"/w/dua/attendance/{meetings(pair[1])[1].id}/guests",
    ]

    def costs():
        found = []
        for page in pages:
            with statements() as seen:
                assert organiser.get(page).status_code == 200
            found.append(len(seen))
        return found

    costs()
    few = costs()
    for n in range(4):
        person = a_person(f"Ni Luh Pertama {n}", cooperative=luh.person.cooperative)
        presences(an_enrolment(pair[0], person), Presence.PRESENT, Presence.ABSENT)

    assert costs() == few


def scanned(app, meeting, person, shown):
    """Let a person scan the code of a meeting and press the button; return what she then reads."""
    phone = app.test_client().sign_in(person)
    claim = phone.get(f"/hadir/q/{link_at('test', meeting.id, shown)}").location
    return phone.get(phone.post(claim).location).text


def test_a_guest_who_scans_is_known_and_recorded_by_one_press(assistant, app, pair, luh):
    meeting = meetings(pair[1])[4]
    register = f"/w/dua/attendance/{meeting.id}"

    told = scanned(app, meeting, luh.person, NOW)

    assert "Anda tamu di sini" in told
    assert f'name="present" value="{luh.id}"' in assistant.get(register).text
    answer = assistant.post(f"{register}/guests", data={"present": luh.id, "at_register": "1"})
    assert answer.location == register
    late = db.session.scalars(select(Attendance)).one()
    assert (late.presence, late.meeting_id) == (Presence.LATE, meeting.id)  # an hour after 08.00
    assert 'name="present"' not in assistant.get(register).text
    assert "terlambat" in scanned(app, meeting, luh.person, NOW)


def test_somebody_who_withdrew_elsewhere_is_no_guest(assistant, app, pair, luh):
    luh.withdrawn_at = NOW
    db.session.commit()
    meeting = meetings(pair[1])[4]

    scanned(app, meeting, luh.person, NOW)

    assert 'name="present"' not in assistant.get(f"/w/dua/attendance/{meeting.id}").text


def test_the_register_at_home_says_where_somebody_made_up_for_it(browser, pair, luh):
    missed, visited = meetings(pair[0])[1], meetings(pair[1])[1]
    record_present(visited, luh, a_staff_member(pair[1]), NOW)
    db.session.commit()
    browser.sign_in(a_staff_member(pair[0]))

    page = browser.get(f"/w/satu/attendance/{missed.id}").text

    assert "hadir (susulan di Angkatan 2)" in page


def test_guests_in_the_register_cost_no_more(assistant, app, pair, statements):
    meeting = meetings(pair[1])[4]

    def cost(people):
        for _ in range(people):
            scanned(app, meeting, an_enrolment(pair[0]).person, NOW)
        with statements() as seen:
            assert assistant.get(f"/w/dua/attendance/{meeting.id}").status_code == 200
        return len(seen)

    cost(1)
    assert cost(1) == cost(6)


@pytest.fixture
def substitute(pair, luh):
    luh.withdrawn_at, luh.until_day = NOW, 2
    person = a_person("Ni Kadek Pengganti", cooperative=luh.person.cooperative)
    return an_enrolment(pair[0], person, replaces_id=luh.id, from_day=3)


def undo(organiser, enrolment, **fields):
    page = f"/w/satu/people/{enrolment.id}/substitute/undo"
    assert "Ni Luh Pertama" in organiser.get(page).text
    return organiser.post(page, data=fields)


def test_a_substitution_is_undone_and_the_seat_is_as_it_was(organiser, luh, substitute):
    gone = substitute.id
    assert "/substitute/undo" in organiser.get(f"/w/satu/people/{gone}").text

    assert undo(organiser, substitute).status_code == 422  # no reason
    answer = undo(organiser, substitute, **REASON)

    assert answer.location == f"/w/satu/people/{luh.id}"
    assert (luh.withdrawn_at, luh.until_day) == (None, None)
    assert db.session.get(Enrolment, gone) is None
    assert "Mendapat kursinya kembali" in organiser.get(f"/w/satu/people/{luh.id}/history").text
    audit = db.session.scalars(select(AuditEntry).filter_by(action="seat.undo_substitute")).one()
    assert audit.reason == REASON["reason"]


@pytest.mark.parametrize("trouble", ["was there", "closed", "sits elsewhere"])
def test_a_substitution_that_has_left_traces_stays(organiser, pair, luh, substitute, trouble):
    if trouble == "was there":
        record_present(meetings(pair[0])[4], substitute, a_staff_member(pair[0]), NOW)
    elif trouble == "closed":
        pair[0].closed_at = NOW
    else:
        an_enrolment(pair[1], luh.person)
    db.session.commit()

    answer = undo(organiser, substitute, **REASON)

    if trouble == "closed":  # where nothing is written at all
        assert answer.status_code == 409
    else:
        assert answer.status_code == 422
        assert REASON["reason"] in answer.text
    assert luh.withdrawn_at is not None


def test_what_happened_without_a_reason_says_nothing_in_its_place(organiser, pair, luh):
    db.session.add(
        SeatChange(
            workshop_id=pair[0].id, person_id=luh.person_id, kind=SeatEvent.WAITS, at=NOW, reason=""
        )
    )
    db.session.commit()

    page = organiser.get("/w/satu/seats").text

    assert "Ni Luh Pertama" in page
    assert "Project-Id-Version" not in page


def test_an_enrolment_made_by_mistake_is_deleted_with_a_reason(organiser, luh):
    page = f"/w/satu/people/{luh.id}/delete"
    assert page in organiser.get(f"/w/satu/people/{luh.id}").text

    assert organiser.post(page, data={"reason": ""}).status_code == 422
    assert organiser.post(page, data=REASON).location == "/w/satu/people"

    assert db.session.scalar(select(Enrolment)) is None


def test_an_enrolment_with_work_shows_why_it_is_not_deleted(organiser, luh):
    presences(luh, Presence.PRESENT)

    shown = organiser.get(f"/w/satu/people/{luh.id}/delete").text

    assert "tidak dapat dihapus" in shown
    assert organiser.post(f"/w/satu/people/{luh.id}/delete", data=REASON).status_code == 409
