"""Enrolling, withdrawing, correcting."""

import pytest
from sqlalchemy import func, select

from lms.audit.models import AuditEntry
from lms.database import db
from lms.enrolment import service as service_people
from lms.enrolment.importing import service as importing_service
from lms.enrolment.importing.reading import ParticipantRow
from lms.errors import Conflict, Refused
from lms.people.models import Cooperative, Person, Standing
from lms.workshops import handouts
from lms.workshops.models import Enrolment, StaffRole
from lms.workshops.queries import enrolments_in
from lms.workshops.seating.queries import waiting_list
from lms.workshops.service import InvalidField
from lms.workshops.staff import service as service_staff
from tests.constants import NOW
from tests.enrolment.factories import sample_rows
from tests.factories import a_colleague, a_person, a_program, a_workshop, an_enrolment

TOKEN = "t" * 43


@pytest.fixture(autouse=True)
def context(app, at):
    with app.app_context():
        yield


def enrol(workshop, rows):
    return importing_service.enrol_rows(workshop, rows, now=NOW, actor_id=None)


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


def test_the_sample_fills_three_workshops_from_one_file():
    program = a_program()
    for number, expected in ((1, 12), (2, 12), (3, 11)):
        workshop = a_workshop(program=program, number=number)

        enrolled = enrol(workshop, sample_rows())

        assert len(enrolled.created) == expected
        assert enrolled.left_out == 35 - expected
    assert count(Person) == 35
    assert count(Cooperative) == 32


def test_importing_twice_enrols_nobody_twice():
    workshop = a_workshop(number=1)
    enrol(workshop, sample_rows())
    db.session.commit()
    rows = count(Person), count(Enrolment), count(Cooperative)

    again = enrol(workshop, sample_rows())

    assert again.created == again.joined == ()
    assert (count(Person), count(Enrolment), count(Cooperative)) == rows


def test_half_of_a_workshop_has_the_other_form_first():
    workshop = a_workshop(number=1)

    enrol(workshop, sample_rows())

    forms = [enrolment.first_form for enrolment in enrolments_in(workshop)]
    assert (forms.count("A"), forms.count("B")) == (6, 6)


def test_whoever_comes_late_has_the_form_that_fewer_of_those_still_there_have_first():
    workshop = a_workshop()
    for form, withdrawn_at in (("A", NOW), ("A", NOW), ("A", None), ("B", None), ("B", None)):
        an_enrolment(workshop, first_form=form, withdrawn_at=withdrawn_at)

    enrol(workshop, [ParticipantRow("SUKERTI", phone="+6281000000112")])

    late = max(enrolments_in(workshop), key=lambda each: each.id)
    assert late.first_form == "A"


def test_a_known_person_keeps_her_account():
    known = a_person("Sukerti", phone="+6281000000112")
    workshop = a_workshop()
    earlier = a_workshop(program=workshop.program)
    an_enrolment(earlier, known, withdrawn_at=NOW, withdrawal_reason="Sakit")

    enrolled = enrol(workshop, [ParticipantRow("SUKERTI", phone="+6281000000112")])

    assert enrolled.joined == (known,)
    assert count(Person) == 1


def test_nobody_is_enrolled_beyond_the_seats():
    workshop = a_workshop(number=1, capacity=11)

    enrolled = enrol(workshop, sample_rows())

    assert count(Enrolment) == 11
    assert [one.person for one in waiting_list(workshop)] == list(enrolled.waiting)
    assert enrolled.waiting == enrolled.created[11:]


def test_nobody_is_in_two_workshops_of_a_program():
    program = a_program()
    person = a_person("Sukerti", phone="+6281000000112")
    an_enrolment(a_workshop(program=program), person)

    enrolled = enrol(
        a_workshop(program=program), [ParticipantRow("Sukerti", phone="+6281000000112")]
    )

    assert enrolled.left_out == 1


def test_who_is_new_gets_a_code_of_her_own_and_no_pin():
    enrolled = enrol(a_workshop(number=1), sample_rows())

    assert len({person.participant_code for person in enrolled.created}) == 12
    assert {person.pin_hash for person in enrolled.created} == {None}


def test_an_import_takes_as_many_statements_for_two_as_for_ten(statements):
    costs = []
    for number, rows in ((1, sample_rows()[:2]), (1, sample_rows()[2:12])):
        workshop = a_workshop(number=number, capacity=len(rows) - 1)  # one waits
        with statements() as seen:
            enrol(workshop, rows)
        costs.append(len(seen))

    assert costs[0] == costs[1] < 30


def test_a_handout_is_begun_once():
    workshop, actor = a_workshop(), a_colleague()

    first = handouts.begin_handout(workshop, TOKEN, NOW, actor.id)

    assert first is not None
    assert handouts.begin_handout(workshop, TOKEN, NOW, actor.id) is None


def test_who_withdraws_keeps_what_she_did_and_can_come_back():
    enrolment = an_enrolment()

    service_people.withdraw_enrolment(enrolment, reason="Pindah tugas", now=NOW)
    assert enrolments_in(enrolment.workshop) == []
    service_people.reinstate(enrolment.workshop, enrolment, now=NOW)

    assert enrolments_in(enrolment.workshop) == [enrolment]
    assert list(db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id))) == [
        "enrolment.withdraw",
        "enrolment.again",
    ]


def test_nobody_withdraws_twice():
    enrolment = an_enrolment(withdrawn_at=NOW)

    with pytest.raises(Conflict):
        service_people.withdraw_enrolment(enrolment, reason="Lagi", now=NOW)


def test_who_comes_back_to_a_full_workshop_waits_in_front():
    workshop = a_workshop(capacity=1)
    gone = an_enrolment(workshop, withdrawn_at=NOW)
    an_enrolment(workshop)
    enrol(workshop, [ParticipantRow("Menunggu")])

    assert not service_people.reinstate(workshop, gone, now=NOW)

    assert [one.person.name for one in waiting_list(workshop)] == [gone.person.name, "Menunggu"]
    with pytest.raises(Conflict):
        service_people.reinstate(workshop, gone, now=NOW)


def test_nobody_comes_back_who_is_in_another_workshop_of_the_program():
    program = a_program()
    gone = an_enrolment(a_workshop(program=program), withdrawn_at=NOW)
    an_enrolment(a_workshop(program=program), gone.person)

    with pytest.raises(Conflict):
        service_people.reinstate(gone.workshop, gone, now=NOW)


def correct(enrolment, **values):
    usual = {"name": "Sukerti", "position": "", "phone": "", "email": "", "cooperative": ""}
    service_people.change_person(enrolment, **{**usual, **values}, now=NOW)


def test_a_correction_is_kept_with_what_was_before():
    enrolment = an_enrolment(person=a_person("Sukrti"))

    correct(enrolment, cooperative="KSP Contoh", email="s@example.org")

    entry = db.session.scalars(select(AuditEntry)).one()
    assert entry.before["name"] == "Sukrti"
    assert entry.after["cooperative"] == enrolment.person.cooperative.name == "KSP Contoh"


def test_an_email_belongs_to_one_person_of_a_program():
    enrolment = an_enrolment()
    an_enrolment(enrolment.workshop, a_person(email="s@example.org"))

    with pytest.raises(InvalidField):
        correct(enrolment, email="s@example.org")


@pytest.mark.parametrize("make", [a_colleague, lambda: a_person(standing=Standing.ORGANISER)])
def test_who_runs_something_keeps_her_own_data(make):
    enrolment = an_enrolment(person=make())

    with pytest.raises(Refused):
        correct(enrolment)


def test_staff_are_added_once_and_may_change_their_task():
    workshop, person = a_workshop(), a_colleague()
    service_staff.appoint_staff(workshop, person, StaffRole.ASSISTANT, now=NOW)

    with pytest.raises(InvalidField):
        service_staff.appoint_staff(workshop, person, StaffRole.ASSISTANT, now=NOW)
    changed = service_staff.appoint_staff(workshop, person, StaffRole.TRAINER, now=NOW)

    assert changed.role is StaffRole.TRAINER
    assert service_staff.is_last_trainer(changed)


def test_a_participant_does_not_run_her_own_workshop():
    enrolment = an_enrolment()

    with pytest.raises(InvalidField):
        service_staff.appoint_staff(
            enrolment.workshop, enrolment.person, StaffRole.TRAINER, now=NOW
        )
