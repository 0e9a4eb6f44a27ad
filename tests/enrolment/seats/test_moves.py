"""Substitutes and transfers: nothing is lost, everything is counted where it belongs."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from lms.attendance.models import Attendance
from lms.attendance.queries import register_of
from lms.attendance.rules import Presence
from lms.database import db
from lms.enrolment import service as service_people
from lms.enrolment.importing import service as importing_service
from lms.enrolment.importing.reading import ParticipantRow
from lms.enrolment.seats import service_moves
from lms.errors import Conflict
from lms.lessons.models import LessonDone
from lms.practice.models import ExerciseTry
from lms.quizzes.attempts.models import Attempt
from lms.results.queries import outcomes_in
from lms.results.queries_attendance import attendance_of
from lms.results.queries_work import work_of
from lms.statistics.rates import Rate
from lms.workshops.models import Enrolment, Extension
from lms.workshops.seating.models import SeatChange
from lms.workshops.seating.queries import seating_of
from tests.attendance.factories import meetings
from tests.constants import NOW
from tests.factories import a_cooperative, a_person, a_program, a_workshop, an_enrolment
from tests.results.factories import an_attempt, lessons_done, presences, tries

PRESENT, ABSENT = Presence.PRESENT, Presence.ABSENT


@pytest.fixture
def pair(app, at):
    with app.app_context():
        program = a_program()
        yield (
            a_workshop(program=program, number=1, capacity=2),
            a_workshop(program=program, number=2, capacity=2),
        )


def worked(enrolment):
    """Somebody with attendance, lessons, practice, a quiz and more time."""
    presences(enrolment, PRESENT, PRESENT, ABSENT)
    lessons_done(enrolment, "h1-l1")
    tries(enrolment, "h1-p1", 0, 1)
    an_attempt(enrolment, "tes-awal", 0, 1)
    an_attempt(enrolment, "kuis-1", 1, 1, 0, 1)
    db.session.add(
        Extension(
            workshop_id=enrolment.workshop_id,
            enrolment_id=enrolment.id,
            until=NOW.replace(year=2027),
            reason="Sakit",
            granted_at=NOW,
        )
    )
    db.session.commit()
    return enrolment


def transfer(enrolment, target):
    service_moves.transfer_enrolment(
        enrolment, target, reason="Pindah jadwal", now=NOW, actor_id=None
    )


def substitute(enrolment, person, from_day=3):
    return service_moves.hand_over_seat(
        enrolment, person, from_day=from_day, reason="Tugas luar", now=NOW, actor_id=None
    )


def rows():
    kinds = (Attendance, LessonDone, ExerciseTry, Attempt, Extension, Enrolment)
    return [db.session.scalar(select(func.count()).select_from(kind)) for kind in kinds]


def test_a_transfer_takes_everything_along_and_it_counts_there(pair):
    first, second = pair
    enrolment = worked(an_enrolment(first))
    presences(an_enrolment(second), *[PRESENT] * 4)
    before = rows()
    reached = outcomes_in([first], NOW)[enrolment.id]
    work = work_of([enrolment.id])[enrolment.id]

    transfer(enrolment, second)

    assert rows() == before
    after = outcomes_in([second], NOW)[enrolment.id]
    assert (after.items, after.quizzes) == (reached.items, reached.quizzes)
    assert work_of([enrolment.id])[enrolment.id] == work
    assert attendance_of(enrolment, NOW) == Rate(2, 4)
    assert db.session.scalars(select(Extension.workshop_id)).one() == second.id
    assert outcomes_in([first], NOW) == {}


def test_a_transfer_frees_the_seat_for_who_waits(pair):
    first, second = pair
    enrolment = an_enrolment(first)
    an_enrolment(first)
    importing_service.enrol_rows(first, [ParticipantRow("Menunggu")], now=NOW)

    transfer(enrolment, second)

    assert (len(seating_of(first).seated), seating_of(first).waiting) == (2, ())
    kinds = db.session.scalars(select(SeatChange.kind).order_by(SeatChange.id)).all()
    assert [kind.value for kind in kinds] == ["waits", "transferred", "arrived", "moved_up"]


def test_there_and_back_again_is_where_she_began(pair):
    first, second = pair
    enrolment = worked(an_enrolment(first))
    before = rows(), attendance_of(enrolment, NOW)

    transfer(enrolment, second)
    transfer(enrolment, first)

    assert (rows(), attendance_of(enrolment, NOW)) == before


def test_a_place_she_once_had_there_is_joined_with_the_one_she_brings(pair):
    first, second = pair
    enrolment = worked(an_enrolment(first))
    earlier = an_enrolment(second, enrolment.person, withdrawn_at=NOW)
    lessons_done(earlier, "h1-l1", "h2-l1")

    transfer(enrolment, second)

    assert work_of([enrolment.id])[enrolment.id].progress.lessons_done == {"h1-l1", "h2-l1"}


def test_answers_that_differ_are_not_joined(pair):
    first, second = pair
    enrolment = worked(an_enrolment(first))
    earlier = an_enrolment(second, enrolment.person, withdrawn_at=NOW)
    an_attempt(earlier, "kuis-1", 0, 0, 0, 0)

    with pytest.raises(Conflict, match="quiz"):
        transfer(enrolment, second)


@pytest.mark.parametrize("trouble", ["full", "closed", "elsewhere", "gone", "quiz"])
def test_a_transfer_that_cannot_be_is_refused(pair, trouble):
    first, target = pair
    enrolment = an_enrolment(first)
    if trouble == "full":
        target.capacity = 1
        an_enrolment(target)
    elif trouble == "closed":
        target.closed_at = NOW
    elif trouble == "elsewhere":
        target = a_workshop()
    elif trouble == "gone":
        service_people.withdraw_enrolment(enrolment, reason="x", now=NOW)
    else:
        an_attempt(enrolment, "kuis-1", handed_in_at=None)
    db.session.commit()

    with pytest.raises(Conflict):
        transfer(enrolment, target)


def test_seat_and_persons_are_told_apart_after_a_substitution(pair):
    workshop, _other = pair
    cooperative = a_cooperative()
    first = an_enrolment(workshop, a_person("Pertama", cooperative=cooperative))
    presences(first, *[PRESENT] * 4)

    second = substitute(first, a_person("Pengganti", cooperative=cooperative))

    assert second.first_form == first.first_form
    assert attendance_of(first, NOW) == Rate(4, 4)
    assert attendance_of(second, NOW) == Rate(0, 4)
    names = [[row.name for row in register_of(meeting)] for meeting in meetings(workshop)]
    assert names == [["Pertama"]] * 4 + [["Pengganti"]] * 6
    assert seating_of(workshop).seated == {second.person_id}


@pytest.mark.parametrize(("quiz", "form"), [(None, "B"), ("kuis-1", "B"), ("tes-awal", "A")])
def test_who_comes_from_another_workshop_evens_the_forms_unless_she_sat_a_test(pair, quiz, form):
    source, target = pair
    an_enrolment(target, first_form="A")
    enrolment = an_enrolment(source, first_form="A")
    if quiz:
        an_attempt(enrolment, quiz, 1).form = "A" if quiz == "tes-awal" else ""

    transfer(enrolment, target)

    assert enrolment.first_form == form


@pytest.mark.parametrize("trouble", ["other cooperative", "was there", "has a seat", "no such day"])
def test_a_substitution_that_cannot_be_is_refused(pair, trouble):
    workshop, other = pair
    cooperative = a_cooperative()
    first = an_enrolment(workshop, a_person(cooperative=cooperative))
    person = a_person(cooperative=cooperative)
    presences(first, *[PRESENT] * 5)
    from_day = 4
    if trouble == "other cooperative":
        person.cooperative = a_cooperative()
    elif trouble == "was there":
        from_day = 3
    elif trouble == "has a seat":
        an_enrolment(other, person)
    else:
        from_day = 6
    db.session.commit()

    with pytest.raises(Conflict):
        substitute(first, person, from_day)


def test_who_gave_up_the_seat_does_not_come_back_to_it(pair):
    workshop, _other = pair
    cooperative = a_cooperative()
    first = an_enrolment(workshop, a_person(cooperative=cooperative))
    substitute(first, a_person(cooperative=cooperative))

    with pytest.raises(Conflict):
        service_people.reinstate(workshop, first, now=NOW)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None
)
@given(
    st.lists(
        st.tuples(st.sampled_from(["move", "leave", "again"]), st.integers(0, 4), st.booleans()),
        max_size=8,
    )
)
def test_whatever_an_organiser_does_seats_stay_true_and_nothing_is_lost(pair, steps):
    workshops = [db.session.merge(each) for each in pair]
    people = [an_enrolment(workshops[n % 2]) for n in range(3)]
    for enrolment in people:
        lessons_done(enrolment, "h1-l1")
    importing_service.enrol_rows(workshops[0], [ParticipantRow("A"), ParticipantRow("B")], now=NOW)
    everybody = db.session.scalars(select(Enrolment).order_by(Enrolment.id)).all()
    for what, who, which in steps:
        enrolment = everybody[who % len(everybody)]
        try:
            if what == "move":
                transfer(enrolment, workshops[which])
            elif what == "leave":
                service_people.withdraw_enrolment(enrolment, reason="x", now=NOW)
            else:
                service_people.reinstate(enrolment.workshop, enrolment, now=NOW)
        except Conflict:
            pass
        for workshop in workshops:
            seating = seating_of(workshop)
            assert len(seating.seated) <= workshop.capacity
            assert not seating.seated & set(seating.waiting)
        seated = [person for each in workshops for person in seating_of(each).seated]
        assert len(seated) == len(set(seated))
    assert db.session.scalar(select(func.count(LessonDone.id))) == 3
    db.session.rollback()
    for table in ("seat_change", "waiting", "lesson_done", "enrolment"):
        db.session.execute(db.metadata.tables[table].delete())
    db.session.commit()
