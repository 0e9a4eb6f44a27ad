"""What the demo of the pages holds beside the demo proper: what is there for a short time only, and
people in states that a believable history passes quickly.
"""

import io
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select

from lms.cards.service import issue
from lms.database import db
from lms.demo.build import PASSWORD, PIN, SAMPLE, accounts
from lms.discussion.service import post_question
from lms.enrolment.importing.drafts import save_draft
from lms.enrolment.importing.sheets import read_list
from lms.people.models import Person
from lms.people.secrets import hash_secret
from lms.practice.booklet.queries import planned_booklets
from lms.practice.booklet.service import keep_booklets
from lms.practice.service import record_answer
from lms.publishing.queries import course_of
from lms.quizzes.attempts import service as quizzes
from lms.quizzes.attempts.models import Attempt
from lms.quizzes.attempts.saves import Sent
from lms.quizzes.attempts.service_files import receive_files, with_files
from lms.signoffs.rules import SignoffChoice
from lms.signoffs.service import record_signoffs
from lms.simulation.pictures import table_of_members
from lms.simulation.practising import sit
from lms.simulation.pupils import Pupil
from lms.statistics.mastery import SignoffVerdict
from lms.workshops.handouts import NewSecret, begin_handout
from lms.workshops.models import Enrolment, StaffRole, Workshop
from lms.workshops.queries import enrolments_in, schedule_of
from lms.workshops.seating.models import Waiting
from lms.workshops.staff.service import invite
from tests.factories import a_person, a_program, a_workshop, an_enrolment

NOW = datetime(2026, 11, 25, 14, 35, tzinfo=ZoneInfo("Asia/Makassar"))
PHOTO_TASK = "tugas-tabel-anggota"
QUIZ_OF_THE_DAY = "kuis-3"
HANDOUT = "handout-of-the-demo-01"
CARDS = {"one card": "one-card-of-the-demo-01", "cards": "cards-of-the-demo-0001"}
MEMBER = "belum.terdaftar@example.org"
ALUMNA = "MUS1MLAU"
CLOSED_WORKSHOP = 9
LEARNER = "MUS2BELA"
PRACTICAL_WORKSHOP = 8
VILLAGER = "MUS3CAND"
LENT_WORKSHOP = 7
BY_THEMSELVES = {"alumna": ALUMNA, "learner": LEARNER, "villager": VILLAGER}
"""Participants of workshops outside the demo proper, by the name of their part."""


def add_what_passes() -> None:
    """Add what is there for a short time only, and somebody who is in no workshop."""
    organiser = db.session.scalars(select(Person).filter_by(email=identity_of("organiser"))).one()
    workshop = db.session.scalars(select(Workshop).filter_by(number=2)).one()
    messy = SAMPLE.with_name("participants-messy.csv")
    save_draft(workshop, read_list(messy.read_bytes()), messy.name, NOW, organiser.id)
    _let_somebody_wait(workshop)
    post_question(workshop, first_participant(workshop), "Apakah kuis boleh diulang di rumah?", NOW)
    next_one = db.session.scalars(select(Workshop).filter_by(number=3)).one()
    unknown = read_list(b"satu;dua\nNi Luh Contoh;KSP Contoh\nI Made Contoh;KSP Contoh\n")
    save_draft(next_one, unknown, "tanpa-judul.csv", NOW, organiser.id)
    people = enrolments_in(next_one)
    for name, enrolments in (("one card", people[1:2]), ("cards", people[2:5])):
        issue(enrolments, CARDS[name], now=NOW, actor_id=organiser.id)
        holders = select(Person.id).where(Person.id.in_([e.person_id for e in enrolments]))
        _hand_out(next_one, CARDS[name], holders)
    _begin_with_a_photo(workshop)
    _let_the_quiz_wait(workshop)
    _let_time_run_out(workshop)
    _close_a_workshop_of_last_summer(workshop)
    _sign_off_practical_skills(organiser)
    _lend_a_workshop_of_today(workshop)
    _make_booklets(organiser)
    db.session.add(
        Person(
            name="Ni Luh Contoh",
            email=MEMBER,
            password_hash=hash_secret(PASSWORD),
            created_at=NOW,
        )
    )
    db.session.flush()
    secret = NewSecret(MEMBER, "")
    role = StaffRole.ASSISTANT
    invite(workshop, name="Luh Contoh", secret=secret, role=role, now=NOW, actor_id=organiser.id)
    _hand_out(workshop, HANDOUT, select(Person.id).filter_by(email=MEMBER))


def _make_booklets(organiser: Person) -> None:
    """Print practice for everybody of the first workshop."""
    workshop = db.session.scalars(select(Workshop).filter_by(number=1)).one()
    plans = planned_booklets(workshop, enrolments_in(workshop), NOW)
    keep_booklets(workshop, plans, organiser, NOW)


def _begin_with_a_photo(workshop: Workshop) -> None:
    """Leave the first participant in the middle of an assignment that asks for a photo."""
    person = first_participant(workshop)
    enrolment = db.session.scalars(
        select(Enrolment).filter_by(workshop_id=workshop.id, person_id=person.id)
    ).one()
    quiz = course_of(workshop.revision).quiz(PHOTO_TASK)
    quiz_attempt = quizzes.start_attempt(enrolment, quiz, schedule_of(workshop, enrolment), NOW)
    picture = io.BytesIO(table_of_members(person.name, tidy=True))
    fields = with_files(quiz_attempt, 1, {}, receive_files(quiz_attempt, 1, {}, [picture]), NOW)
    quizzes.save_answer(quiz_attempt, Sent(1, fields, "photo", 1, NOW))


def _attempt_of(enrolment: Enrolment) -> Attempt:
    attempts = select(Attempt).filter_by(quiz_id=QUIZ_OF_THE_DAY, enrolment_id=enrolment.id)
    return db.session.scalars(attempts).one()


def who_waits(workshop: Workshop) -> Enrolment:
    """Return who has not begun the quiz of the day."""
    return _after_the_first(workshop)[0]


def who_is_late(workshop: Workshop) -> Enrolment:
    """Return whose time for the quiz of the day is up."""
    return _after_the_first(workshop)[1]


def who_types(workshop: Workshop) -> Enrolment:
    """Return who has not begun it either, and will: she is in no table of pages."""
    return _after_the_first(workshop)[2]


def _after_the_first(workshop: Workshop) -> list[Enrolment]:
    first = first_participant(workshop)
    return [each for each in enrolments_in(workshop) if each.person_id != first.id]


def _let_the_quiz_wait(workshop: Workshop) -> None:
    """Leave two of them before the quiz of the day, which they may begin now."""
    for enrolment in (who_waits(workshop), who_types(workshop)):
        db.session.delete(_attempt_of(enrolment))


def _let_time_run_out(workshop: Workshop) -> None:
    """Let one of them have begun so early that her time is up now."""
    _attempt_of(who_is_late(workshop)).started_at = NOW - timedelta(minutes=40)


def _close_a_workshop_of_last_summer(workshop: Workshop) -> None:
    """Add somebody whose practice period has ended long ago, in a program of its own."""
    program = a_program(title="Diklat musim lalu", slug="musim-lalu")
    long_ago = a_workshop(
        program=program,
        revision=workshop.revision,
        number=CLOSED_WORKSHOP,
        slug="musim-lalu-9",
        first_day=NOW.date() - timedelta(days=120),
    )
    alumna = a_person("Ni Komang Contoh", participant_code=ALUMNA, pin_hash=hash_secret(PIN))
    enrolment = an_enrolment(long_ago, alumna)
    exercise = course_of(workshop.revision).exercise("h1-p1")
    record_answer(enrolment, exercise, 1, {"answer": ["1"]}, NOW - timedelta(hours=1))
    sit(enrolment, Pupil(alumna.name), NOW - timedelta(minutes=30), NOW, stuck=False)


def _lend_a_workshop_of_today(workshop: Workshop) -> None:
    """Add somebody whose workshop goes on today on another computer."""
    away = a_workshop(
        program=a_program(title="Diklat desa", slug="desa", lent_at=NOW - timedelta(hours=7)),
        revision=workshop.revision,
        number=LENT_WORKSHOP,
        slug="desa-7",
        first_day=NOW.date(),
    )
    villager = a_person("Ni Nyoman Contoh", participant_code=VILLAGER, pin_hash=hash_secret(PIN))
    an_enrolment(away, villager)


def _sign_off_practical_skills(organiser: Person) -> None:
    """Add a workshop of another course, whose tasks of yesterday are signed off in part."""
    workshop = a_workshop(
        program=a_program(title="Diklat keterampilan", slug="keterampilan"),
        number=PRACTICAL_WORKSHOP,
        slug="keterampilan-8",
        first_day=NOW.date() - timedelta(days=1),
    )
    learner = a_person("Ni Ketut Contoh", participant_code=LEARNER, pin_hash=hash_secret(PIN))
    places = [an_enrolment(workshop, learner)]
    places += [an_enrolment(workshop, a_person(f"Peserta {n:02} Contoh")) for n in range(34)]
    choices = [
        SignoffChoice(place.id, "tabel-anggota", verdict, NOW - timedelta(hours=20))
        for place, verdict in zip(places, (*SignoffVerdict, *SignoffVerdict), strict=False)
    ]
    record_signoffs(workshop, choices, organiser, NOW)


def _let_somebody_wait(workshop: Workshop) -> None:
    """Let somebody of another workshop wait for a seat here, and one from the door be unmatched."""
    elsewhere = select(Enrolment.person_id).where(Enrolment.workshop_id != workshop.id)
    person_id = db.session.scalars(elsewhere.order_by(Enrolment.id).limit(1)).one()
    waits = Waiting(workshop_id=workshop.id, person_id=person_id, place=1, since=NOW)
    db.session.add(waits)
    here = select(Enrolment).filter_by(workshop_id=workshop.id).order_by(Enrolment.id.desc())
    from_the_door = db.session.scalars(here).first()
    assert from_the_door is not None
    from_the_door.walked_in_at = NOW


def _hand_out(workshop: Workshop, token: str, people: Select[tuple[int]]) -> None:
    organiser = db.session.scalars(select(Person).filter_by(email=identity_of("organiser"))).one()
    handout = begin_handout(workshop, token, NOW, organiser.id)
    assert handout is not None
    handout.person_ids = list(db.session.scalars(people))


def identity_of(role: str, workshop: str | None = None) -> str:
    """Return what somebody of a role signs in with."""
    return next(
        account.identity
        for account in accounts()
        if account.role == role and workshop in (None, account.workshop)
    )


def first_participant(workshop: Workshop) -> Person:
    """Return the first participant, in workshop 1 one who practised and sat everything."""
    done = select(Attempt.enrolment_id).where(Attempt.quiz_id == "tes-akhir")
    query = select(Enrolment).filter_by(workshop_id=workshop.id).order_by(Enrolment.id)
    if workshop.number == 1:
        query = query.where(Enrolment.id.in_(done))
    enrolment = db.session.scalars(query).first()
    assert enrolment is not None
    return enrolment.person
