"""The account and what raw rows say agree over random histories; a difference is found."""

from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from lms.attendance.models import Attendance
from lms.attendance.rules import Presence
from lms.coverage.rules import Covered
from lms.database import db
from lms.publishing.queries import course_of
from lms.quizzes.attempts.models import Answer, Attempt
from lms.reports.account.queries import workshop_account
from lms.reports.reconcile.comparing import differences, told_by
from lms.reports.reconcile.queries import reconciled, reference_of
from lms.workshops.models import Extension, Meeting
from tests.constants import NOW
from tests.coverage.factories import covered
from tests.factories import a_cooperative, a_person, a_program, a_workshop, an_enrolment
from tests.results.factories import lessons_done, tries

few = settings(
    max_examples=max(8, settings().max_examples // 10),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # each example makes its own rows
)
DAYS_END = NOW + timedelta(days=2, hours=7)  # day 5, 16.00
instants = st.sampled_from(
    [
        NOW - timedelta(days=2),
        NOW,
        DAYS_END - timedelta(minutes=1),
        DAYS_END,
        DAYS_END + timedelta(days=3),
        DAYS_END + timedelta(days=40),
    ]
)
credit = st.sampled_from([None, Fraction(0), Fraction(1, 3), Fraction(7, 10), Fraction(1)])
attempts = st.lists(
    st.tuples(
        st.sampled_from(["tes-awal", "kuis-1", "kuis-2", "tes-akhir"]),
        instants,
        st.booleans(),
        st.lists(credit, max_size=4),
    ),
    max_size=5,
)
presences = st.lists(
    st.tuples(st.integers(0, 9), st.booleans(), st.sampled_from(Presence), instants),
    max_size=8,
)
exercises = st.lists(st.tuples(st.sampled_from(["h1-p1", "h1-t1", "gone"]), credit, instants))
person = st.fixed_dictionaries(
    {
        "fate": st.sampled_from(["stays", "stays", "withdraws", "is replaced"]),
        "attempts": attempts,
        "presences": presences,
        "tries": exercises.filter(lambda each: len(each) < 6),
        "lessons": st.lists(
            st.tuples(st.sampled_from(["h1-l1", "h2-l1"]), instants),
            max_size=2,
            unique_by=lambda x: x[0],
        ),
        "extended": st.booleans(),
    }
)
moments = st.sampled_from(
    [NOW - timedelta(days=9), NOW, DAYS_END, DAYS_END + timedelta(days=5), DAYS_END + timedelta(60)]
)


@pytest.fixture
def inside(app, at):
    with app.app_context():
        yield


@few
@given(st.lists(person, max_size=4), moments, st.sampled_from([None, 0, 4]))
def test_account_and_raw_rows_agree(inside, people, now, cancelled):
    program = a_program()
    workshop, other = a_workshop(program=program), a_workshop(program=program)
    meetings = _meetings(workshop), _meetings(other)
    if cancelled is not None:
        meetings[0][cancelled].cancelled_at = NOW
    covered(workshop, "h1-l1", Covered.FULLY, 200)
    for each in people:
        _lives(each, workshop, meetings)
    db.session.commit()

    for one in (workshop, other):
        told = told_by(workshop_account(one, now))
        assert list(differences(one.slug, told, reference_of(one, now))) == []


def _meetings(workshop):
    query = select(Meeting).filter_by(workshop_id=workshop.id).order_by(Meeting.starts_at)
    return db.session.scalars(query).all()


def _lives(history, workshop, meetings):
    """Write the rows of one history."""
    fate = history["fate"]
    seat = an_enrolment(
        workshop,
        a_person(cooperative=a_cooperative()),
        withdrawn_at=NOW if fate != "stays" else None,
        until_day=2 if fate == "is replaced" else None,
    )
    if fate == "is replaced":
        successor = an_enrolment(workshop, replaces_id=seat.id, from_day=3)
        db.session.add(_present(successor, meetings[0][5], Presence.PRESENT, NOW))
    seen = set()
    for place, elsewhere, presence, at in history["presences"]:
        if (place, elsewhere) not in seen:
            seen.add((place, elsewhere))
            db.session.add(_present(seat, meetings[elsewhere][place], presence, at))
    numbers = {}
    for quiz_id, started_at, handed_in, earned in history["attempts"]:
        numbers[quiz_id] = numbers.get(quiz_id, 0) + 1
        _sits(seat, quiz_id, numbers[quiz_id], started_at, handed_in, earned)
    for number, (exercise_id, earned, at) in enumerate(history["tries"], start=1):
        tries(seat, exercise_id, earned, first=number, at=at)
    for lesson_id, at in history["lessons"]:
        lessons_done(seat, lesson_id, at=at)
    if history["extended"]:
        db.session.add(
            Extension(
                workshop_id=workshop.id,
                enrolment_id=seat.id,
                until=DAYS_END + timedelta(days=50),
                reason="Sakit",
                granted_at=NOW,
            )
        )


def _present(seat, meeting, presence, at):
    return Attendance(
        meeting_id=meeting.id, enrolment_id=seat.id, presence=presence, recorded_at=at
    )


def _sits(seat, quiz_id, number, started_at, handed_in, earned):
    quiz = course_of(seat.workshop.revision).quiz(quiz_id)
    form = next(iter(quiz.forms))
    asked = quiz.questions(form)[: len(earned)]
    attempt = Attempt(
        enrolment_id=seat.id,
        quiz_id=quiz_id,
        number=number,
        revision_id=seat.workshop.revision_id,
        form=form,
        seed=1,
        question_ids=[question.id for question in asked],
        started_at=started_at,
        handed_in_at=started_at + timedelta(minutes=5) if handed_in else None,
    )
    db.session.add(attempt)
    db.session.flush()
    for position, (question, part) in enumerate(zip(asked, earned, strict=False)):
        if handed_in:
            db.session.add(
                Answer(
                    attempt_id=attempt.id,
                    position=position,
                    question_id=question.id,
                    answer="1",
                    credit=part,
                    points=question.points,
                )
            )


def test_the_command_ends_with_0_when_all_agrees_and_with_1_otherwise(app, at, monkeypatch):
    with app.app_context():
        an_enrolment(a_workshop())

    def run():
        return app.test_cli_runner().invoke(args=["report", "reconcile"])

    assert run().exit_code == 0
    monkeypatch.setattr(
        "lms.reports.reconcile.queries.told_by", lambda account: {**told_by(account), "items": 99}
    )
    printed = run()
    assert printed.exit_code == 1
    assert "items: report 99" in printed.output


def test_every_program_but_a_rehearsal_is_reckoned_again(inside):
    program = a_program()
    a_workshop(program=program)
    a_program(is_rehearsal=True)

    assert [(each.slug, wrong) for each, wrong in reconciled(NOW)] == [(program.slug, [])]
