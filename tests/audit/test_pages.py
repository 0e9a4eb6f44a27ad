"""The page of the audit trail: of a workshop, of a program, of everything."""

import re
from datetime import timedelta

import pytest

from lms.attendance.actions import ATTENDANCE_RECORDED
from lms.audit.service import note
from lms.database import db
from lms.enrolment.actions import WALK_IN_MATCHED
from lms.enrolment.service import withdraw_enrolment
from lms.grading.actions import ANSWER_GRADED
from lms.people.administration.service import set_standing
from lms.people.models import Standing
from lms.quizzes.actions import LATE_ANSWERS_SET_ASIDE
from lms.workshops.actions import WORKSHOP_CHANGED
from lms.workshops.models import Meeting, Part
from tests.constants import NOW
from tests.factories import (
    a_person,
    a_program,
    a_staff_member,
    a_workshop,
    an_administrator,
    an_enrolment,
    an_organiser,
)

PAGE = "/w/satu/changes"


@pytest.fixture
def workshop(app, at):
    with app.app_context():
        yield a_workshop(program=a_program(slug="denpasar"), number=1, slug="satu")


@pytest.fixture
def organiser(browser, workshop):
    return browser.sign_in(an_organiser(workshop.program))


@pytest.fixture
def trainer(workshop):
    return a_staff_member(workshop)


@pytest.fixture
def luh(workshop):
    return an_enrolment(workshop, a_person("Ni Luh Pertama"))


def rows(response):
    """What the rows of the table say, without marks."""
    found = re.findall(r"<tr>(.*?)</tr>", response.text, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in found][1:]


def attendance_of(enrolment, trainer, before, after, now=NOW):
    meeting = (
        db.session.query(Meeting)
        .filter_by(workshop_id=enrolment.workshop_id, day=1, part=Part.MORNING)
        .one()
    )
    note(
        ATTENDANCE_RECORDED,
        f"attendance:{meeting.id}:{enrolment.id}",
        now,
        actor_id=trainer.id,
        workshop_id=enrolment.workshop_id,
        before=before and {"presence": before},
        after={"presence": after},
    )
    db.session.commit()


def test_a_changed_presence_is_told_with_person_meeting_before_and_after(organiser, trainer, luh):
    attendance_of(luh, trainer, "present", "late")

    [row] = rows(organiser.get(PAGE))

    assert row.startswith("Kehadiran dicatat Ni Luh Pertama, Hari ke‑1, pagi")
    assert "Kehadiran: Hadir → Terlambat" in row
    assert row.endswith(f"{trainer.name} 25 Nov 2026, 09.00")


def test_a_reason_is_shown(organiser, workshop, luh):
    withdraw_enrolment(luh, reason="Pindah tugas", now=NOW)
    db.session.commit()

    [row] = rows(organiser.get(PAGE))

    assert "Mengundurkan diri Ni Luh Pertama" in row
    assert "“Pindah tugas”" in row
    assert "Sistem" in row


def test_answers_left_out_are_told_by_question_before_and_after(organiser, workshop, luh):
    note(
        LATE_ANSWERS_SET_ASIDE,
        "attempt:1",
        NOW,
        actor_id=None,
        workshop_id=workshop.id,
        before={"4": "5000"},
        after={"4": None},
        reason="Ponselnya tersambung",
    )

    [row] = rows(organiser.get(PAGE))

    assert "Soal 4: 5000 → -" in row


def test_the_newest_change_stands_first(organiser, trainer, luh):
    attendance_of(luh, trainer, None, "absent")
    attendance_of(luh, trainer, "absent", "sick", NOW + timedelta(minutes=5))

    first, second = rows(organiser.get(PAGE))

    assert "Sakit" in first
    assert "Sakit" not in second


def test_a_person_is_found_whether_she_changed_something_or_it_was_changed_for_her(
    organiser, trainer, luh
):
    other = an_enrolment(luh.workshop, a_person("I Made Kedua"))
    attendance_of(luh, trainer, None, "present")
    attendance_of(other, trainer, None, "present")

    assert len(rows(organiser.get(f"{PAGE}?q=luh"))) == 1
    assert len(rows(organiser.get(f"{PAGE}?q={trainer.name}"))) == 2
    assert "Tidak ditemukan" in organiser.get(f"{PAGE}?q=zzz").text


def test_a_theme_leaves_out_the_others(organiser, trainer, luh):
    attendance_of(luh, trainer, None, "present")
    withdraw_enrolment(luh, reason="Pindah", now=NOW)
    db.session.commit()

    [row] = rows(organiser.get(f"{PAGE}?theme=people"))

    assert "Mengundurkan diri" in row


def test_a_workshop_without_changes_says_what_will_stand_here(organiser):
    assert "Belum ada perubahan" in organiser.get(PAGE).text


def test_changes_of_another_workshop_are_not_shown(organiser, workshop):
    other = a_workshop(program=workshop.program, number=2, slug="dua")
    withdraw_enrolment(an_enrolment(other, a_person("I Made Lain")), reason="Pindah", now=NOW)
    db.session.commit()

    assert "I Made Lain" not in organiser.get(PAGE).text
    assert "I Made Lain" in organiser.get("/programs/denpasar/changes").text


def test_an_administrator_sees_who_was_given_which_role(browser, workshop):
    admin, person = an_administrator(), a_staff_member(workshop)
    set_standing(person, Standing.ORGANISER, NOW, admin.id)
    db.session.commit()

    [row] = rows(browser.sign_in(admin).get("/people/changes"))

    assert f"Peran diubah {person.name}" in row
    assert "Peserta, pelatih, atau pendamping → Penyelenggara" in row


def test_what_is_gone_leaves_its_line(organiser, workshop, trainer):
    note(ANSWER_GRADED, "answer:9999", NOW, actor_id=trainer.id, workshop_id=workshop.id)
    note(WALK_IN_MATCHED, "person:9999", NOW, actor_id=None, before={"person": 9999})
    db.session.commit()

    assert len(rows(organiser.get(PAGE))) == 1


def test_a_page_of_changes_takes_as_many_statements_as_one_line(
    organiser, workshop, trainer, statements
):
    def count():
        organiser.get(PAGE)
        with statements() as seen:
            organiser.get(PAGE)
        return len(seen)

    attendance_of(an_enrolment(workshop), trainer, None, "present")
    one = count()
    for _number in range(60):
        attendance_of(an_enrolment(workshop), trainer, None, "present")

    assert count() == one
    assert one <= 16
    assert "Halaman 1 dari 2" in organiser.get(PAGE).text
    assert len(rows(organiser.get(f"{PAGE}?page=2"))) == 11


def test_changes_are_narrowed_down_to_days(organiser, trainer, luh):
    attendance_of(luh, trainer, None, "absent", NOW - timedelta(days=2))
    attendance_of(luh, trainer, "absent", "sick")

    assert len(rows(organiser.get(f"{PAGE}?from=2026-11-25"))) == 1
    assert len(rows(organiser.get(f"{PAGE}?until=2026-11-24"))) == 1
    assert len(rows(organiser.get(f"{PAGE}?from=2026-11-23&until=2026-11-25"))) == 2
    assert len(rows(organiser.get(f"{PAGE}?from=kemarin"))) == 2


def test_a_file_holds_what_was_searched_for_and_leaves_a_line_itself(organiser, trainer, luh):
    attendance_of(luh, trainer, "present", "late")
    attendance_of(luh, trainer, None, "absent", NOW - timedelta(days=2))

    response = organiser.post(PAGE, data={"from": "2026-11-25"})

    assert response.mimetype == "text/csv"
    _heads, line = response.text.strip().split("\r\n")
    assert "Hadir → Terlambat" in line
    first, *_others = rows(organiser.get(PAGE))
    assert first.startswith("Data pribadi diekspor")
    assert "Jejak perubahan" in first


def test_of_moved_dates_only_the_moved_ones_are_told(organiser, workshop):
    days = [NOW + timedelta(days=day) for day in range(3)]
    moved = [days[0], days[1] + timedelta(days=7), days[2]]
    note(
        WORKSHOP_CHANGED,
        f"workshop:{workshop.id}",
        NOW,
        actor_id=None,
        workshop_id=workshop.id,
        before={"meetings": [each.isoformat() for each in days]},
        after={"meetings": [each.isoformat() for each in moved]},
    )
    db.session.commit()

    [row] = rows(organiser.get(PAGE))

    assert "26 Nov 2026, 09.00 → 3 Des 2026, 09.00" in row
    assert "25 Nov 2026, 09.00 →" not in row
    assert "27 Nov 2026" not in row
