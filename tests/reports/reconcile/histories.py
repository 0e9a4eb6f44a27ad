"""Random histories of participants, and the rows they leave."""

from copy import deepcopy
from datetime import timedelta
from fractions import Fraction

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from sqlalchemy import select

from lms.attendance.models import Attendance
from lms.attendance.rules import Presence
from lms.database import db
from lms.publishing.queries import course_of
from lms.publishing.service import publish_document
from lms.quizzes.attempts.models import Answer, Attempt
from lms.signoffs.models import SkillSignoff
from lms.statistics.mastery import SignoffVerdict
from lms.workshops.models import Extension, Meeting
from tests.constants import COURSE, NOW
from tests.factories import a_cooperative, a_person, an_enrolment
from tests.results.factories import lessons_done, tries
from tests.shipped import read_once

few = settings(
    max_examples=max(8, settings().max_examples // 10),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # each example makes its own rows
)
"""Histories are slow: a tenth of the examples of other properties, and at least eight."""

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
        "fate": st.sampled_from(["stays", "stays", "walks in", "withdraws", "is replaced"]),
        "attempts": attempts,
        "presences": presences,
        "tries": exercises.filter(lambda each: len(each) < 6),
        "lessons": st.lists(
            st.tuples(st.sampled_from(["h1-l1", "h2-l1"]), instants),
            max_size=2,
            unique_by=lambda x: x[0],
        ),
        "extended": st.booleans(),
        "again": st.none() | attempts,
        "signoffs": st.lists(
            st.tuples(
                st.sampled_from(["tabel-anggota", "cadangan-data", "kode-bayar", "gone"]),
                st.sampled_from(SignoffVerdict),
                instants,
                st.booleans(),
            ),
            max_size=4,
        ),
    }
)
moments = st.sampled_from(
    [NOW - timedelta(days=9), NOW, DAYS_END, DAYS_END + timedelta(days=5), DAYS_END + timedelta(60)]
)


NOTHING = Fraction(0)
FULL = Fraction(1)
BUSY = {
    "fate": "stays",
    "attempts": [
        ("tes-awal", NOW - timedelta(days=2), True, [NOTHING, NOTHING]),
        ("kuis-1", NOW, True, [FULL, NOTHING, Fraction(1, 3), None]),
        ("kuis-1", NOW, True, [FULL, FULL, FULL, FULL]),
        ("kuis-2", NOW, True, [FULL, FULL]),
        ("tes-akhir", NOW, True, [FULL, NOTHING]),
    ],
    "presences": [(0, False, Presence.PRESENT, NOW), (1, True, Presence.LATE, NOW)],
    "tries": [
        ("h1-p1", NOTHING, DAYS_END + timedelta(days=3)),
        ("h1-p1", FULL, DAYS_END + timedelta(days=3)),
        ("h1-t1", FULL, DAYS_END + timedelta(days=3)),
    ],
    "lessons": [("h1-l1", NOW)],
    "extended": False,
    "again": [
        ("tes-awal", NOW - timedelta(days=2), True, [FULL, NOTHING]),
        ("kuis-1", NOW, True, [NOTHING, FULL, FULL, FULL]),
        ("tes-akhir", NOW, True, [FULL, FULL]),
    ],
    "signoffs": [
        ("tabel-anggota", SignoffVerdict.NOT_YET, NOW - timedelta(days=2), False),
        ("tabel-anggota", SignoffVerdict.ABLE, NOW, False),
        ("tabel-anggota", SignoffVerdict.NEEDS_HELP, DAYS_END, True),
    ],
}
"""Somebody who did some of everything, in both workshops."""
HALF = {**BUSY, "attempts": BUSY["attempts"][:2], "again": None, "signoffs": [], "tries": []}
"""Somebody without a post-test."""


def a_tagged_revision():
    """The tests' course with every question about a goal and every second one about a skill."""
    document = deepcopy(dict(read_once(COURSE).document))
    goals = [goal for module in document["modules"] for goal in module["goals"]]
    skills = [skill["id"] for skill in document["skills"]]
    for place, question in enumerate(_questions_in(document)):
        question["goal"] = goals[place % len(goals)]
        question["skill"] = skills[place // 2 % len(skills)] if place % 2 else ""
    return publish_document(document, NOW)[0]


def _questions_in(found):
    """Everything with a competency and something to ask, at any depth."""
    if isinstance(found, dict):
        if "ask" in found and "competency" in found:
            yield found
        for each in found.values():
            yield from _questions_in(each)
    elif isinstance(found, list):
        for each in found:
            yield from _questions_in(each)


def meetings_of(workshop):
    """Its meetings in order of time."""
    query = select(Meeting).filter_by(workshop_id=workshop.id).order_by(Meeting.starts_at)
    return db.session.scalars(query).all()


def live(history, workshop, other, meetings):
    """Write the rows of one history; `meetings` are those of both workshops."""
    fate = history["fate"]
    seat = an_enrolment(
        workshop,
        a_person(cooperative=a_cooperative()),
        withdrawn_at=NOW if fate in ("withdraws", "is replaced") else None,
        until_day=2 if fate == "is replaced" else None,
        from_day=2 if fate == "walks in" else 1,
        from_afternoon=fate == "walks in",
    )
    if fate == "is replaced":
        successor = an_enrolment(workshop, replaces_id=seat.id, from_day=3)
        db.session.add(_present(successor, meetings[0][5], Presence.PRESENT, NOW))
    seen = set()
    for place, elsewhere, presence, at in history["presences"]:
        if (place, elsewhere) not in seen:
            seen.add((place, elsewhere))
            db.session.add(_present(seat, meetings[elsewhere][place], presence, at))
    _sits_all(seat, history["attempts"])
    if history["again"] is not None:
        _sits_all(an_enrolment(other, seat.person), history["again"])
    for skill_id, verdict, at, taken_back in history["signoffs"]:
        _is_seen(seat, skill_id, verdict, at, taken_back)
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


def _sits_all(seat, attempts):
    numbers = {}
    for quiz_id, started_at, handed_in, earned in attempts:
        numbers[quiz_id] = numbers.get(quiz_id, 0) + 1
        _sits(seat, quiz_id, numbers[quiz_id], started_at, handed_in, earned)


def _is_seen(seat, skill_id, verdict, at, taken_back):
    values = {
        "enrolment_id": seat.id,
        "skill_id": skill_id,
        "verdict": verdict,
        "given_at": at,
        "received_at": at,
    }
    row = SkillSignoff(**values)
    db.session.add(row)
    db.session.flush()
    if taken_back:
        db.session.add(SkillSignoff(**values, takes_back_id=row.id))


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
