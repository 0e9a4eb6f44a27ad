from datetime import timedelta
from fractions import Fraction

from lms.attendance.rules import Presence
from lms.database import db
from lms.publishing.queries import course_of
from lms.results.periods import period_of
from lms.results.queries import outcomes_in, seats_in
from lms.results.queries_attendance import attendance_of
from lms.results.queries_work import outcome_of, work_of
from lms.results.rules import QuizState
from lms.statistics.rates import Rate
from lms.workshops.queries import schedule_of
from tests.constants import NOW
from tests.factories import a_meeting, a_person, a_workshop, an_enrolment
from tests.results.factories import an_attempt, lessons_done, presences, tries

THIRD = Fraction(1, 3)
PRESENT, LATE, SICK = Presence.PRESENT, Presence.LATE, Presence.SICK


def reached(enrolment):
    return outcomes_in([enrolment.workshop], NOW)[enrolment.id]


def a_busy_person(workshop):
    """Somebody with a bit of everything."""
    enrolment = an_enrolment(workshop)
    presences(enrolment, PRESENT, LATE, SICK, None, PRESENT)
    lessons_done(enrolment, "h1-l1", "a-lesson-that-is-gone")
    tries(enrolment, "h1-p1", 0, THIRD, 1, 1)
    tries(enrolment, "h1-t1", 0)
    tries(enrolment, "h2-t1", None)
    tries(enrolment, "an-exercise-that-is-gone", 1)
    an_attempt(enrolment, "tes-awal", 0, 1)
    an_attempt(enrolment, "kuis-1", 1, THIRD, 0, 1)
    an_attempt(enrolment, "kuis-2", 1, None)
    an_attempt(enrolment, "tes-akhir", 1, handed_in_at=None)
    return enrolment


def test_attendance_counts_the_meetings_held_only(workshop):
    enrolment = a_busy_person(workshop)

    assert reached(enrolment).attendance == Rate(3, 5)


def test_a_cancelled_meeting_leaves_the_denominator(workshop):
    start = NOW - timedelta(days=9)
    a_meeting(
        workshop, day=6, starts_at=start, ends_at=start + timedelta(hours=1), cancelled_at=NOW
    )

    assert reached(an_enrolment(workshop)).attendance == Rate(0, 4)


def test_a_meeting_going_on_counts_once_somebody_is_recorded(workshop):
    enrolment = an_enrolment(workshop)
    presences(enrolment, *[Presence.PRESENT] * 4)
    before = reached(enrolment).attendance

    presences(an_enrolment(workshop), *[Presence.PRESENT] * 5)

    assert (before, reached(enrolment).attendance) == (Rate(4, 4), Rate(4, 5))


def test_thirds_of_a_point_add_up_exactly(workshop):
    enrolment = an_enrolment(workshop)
    an_attempt(enrolment, "kuis-1", THIRD, THIRD, THIRD, 0)

    assert reached(enrolment).quizzes["kuis-1"].score == 25


def test_answers_weigh_by_their_points(workshop):
    enrolment = an_enrolment(workshop)
    an_attempt(enrolment, "kuis-1", 1, 0, points=Fraction(5, 2))

    assert reached(enrolment).quizzes["kuis-1"].score == 50


def test_an_ungraded_answer_makes_the_quiz_wait(workshop):
    assert reached(a_busy_person(workshop)).quizzes["kuis-2"].state is QuizState.WAITING


def test_items_of_an_older_course_do_not_count(workshop):
    enrolment = a_busy_person(workshop)

    assert reached(enrolment).items.part == 1 + 2 + 3


def test_counting_in_the_database_and_item_by_item_agree(workshop):
    enrolment = a_busy_person(workshop)
    work = work_of([enrolment.id])[enrolment.id]

    period = period_of(schedule_of(workshop, enrolment))
    one = outcome_of(course_of(workshop.revision), work, attendance_of(enrolment, NOW), period)

    assert one == reached(enrolment)


def test_somebody_who_did_nothing_has_an_outcome_too(workshop):
    enrolment = an_enrolment(workshop)

    assert reached(enrolment).items.part == 0


def test_withdrawn_people_have_no_seat(workshop):
    an_enrolment(workshop, withdrawn_at=NOW)
    stays = an_enrolment(workshop)

    assert [seat.enrolment_id for seat in seats_in([workshop])] == [stays.id]


def test_seats_come_by_name(workshop):
    for name in ("Sukerti", "I Wayan Contoh", "Ni Luh Contoh"):
        an_enrolment(workshop, a_person(name))

    names = [seat.name for seat in seats_in([workshop])]
    assert names == sorted(names)


def test_two_workshops_cost_as_many_statements_as_one(workshop, statements):
    other = a_workshop(program=workshop.program)
    for _ in range(3):
        a_busy_person(workshop)
        a_busy_person(other)
    outcomes_in([workshop, other], NOW)
    db.session.refresh(workshop)

    def cost(workshops):
        with statements() as seen:
            outcomes_in(workshops, NOW)
        return len(seen)

    assert cost([workshop, other]) == cost([workshop])
