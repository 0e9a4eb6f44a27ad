"""Building the demo: the sample people in three workshops, one past, one today, one to come."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select

from lms.cards.service import activate_card, issue
from lms.content.folder import read_folder
from lms.database import db
from lms.demo.absences import ask_for_excuses
from lms.demo.booklets import hand_out_booklets
from lms.demo.certificates import issue_certificates_of
from lms.demo.paper import store_signed_sheets
from lms.demo.plans import write_plans
from lms.demo.report import account_for
from lms.demo.revisions import earlier
from lms.demo.room import make_lively
from lms.demo.second_chances import give_second_chances
from lms.enrolment.importing.reading import ParticipantRow, read_participants
from lms.enrolment.importing.service import enrol_rows
from lms.enrolment.importing.sheets import read_list
from lms.people.models import ActivationCard, Person, Standing
from lms.people.secrets import CODE_ALPHABET, CODE_LENGTH, hash_secret
from lms.publishing.models import CourseRevision
from lms.publishing.queries import course_of
from lms.publishing.service import publish_document
from lms.questions import derive_seed
from lms.quizzes.attempts.models import Attempt
from lms.simulation.history import Cast, Play
from lms.simulation.pupils import chance
from lms.workshops.models import Enrolment, Program, Staff, StaffRole, Workshop
from lms.workshops.planning import WorkshopDetails
from lms.workshops.queries import enrolments_in, schedules_of
from lms.workshops.rules import Paper
from lms.workshops.service import add_program, add_workshop

PROGRAM = "Go Digital Denpasar"
LETTERHEAD = "Dinas Koperasi Contoh\nJalan Contoh 1, Denpasar, Bali"
PIN = "583921"
PASSWORD = "belajar bersama setiap hari"
COURSE = Path(__file__).parents[2] / "courses" / "koperasi-go-digital"
SAMPLE = Path(__file__).parent / "sample" / "participants.csv"
ZONE = ZoneInfo("Asia/Makassar")
STEPS = 1 + 3 * (1 + 10 + 1)
"""The course; of each workshop its people, its ten meetings, and what comes after them."""
TODAY = 3  # the day of the workshop that is going on
_COLLEAGUES = (
    ("administrator", "Administrator Contoh", "admin@example.org", Standing.ADMINISTRATOR),
    ("organiser", "Penyelenggara Contoh", "penyelenggara@example.org", Standing.ORGANISER),
    ("trainer", "Pelatih Contoh", "pelatih@example.org", Standing.MEMBER),
    ("assistant", "Pendamping Contoh", "pendamping@example.org", Standing.MEMBER),
)


@dataclass(frozen=True)
class DemoAccount:
    """Somebody who can sign in to the demo."""

    role: str
    name: str
    identity: str
    secret: str
    workshop: str | None


def is_built() -> bool:
    """Whether the demo is in the database."""
    return db.session.scalar(select(Program.id).filter_by(title=PROGRAM)) is not None


def is_in_use() -> bool:
    """Whether the database belongs to real people: it has some, and no demo."""
    return not is_built() and db.session.scalar(select(Person.id).limit(1)) is not None


def of_today(now: datetime) -> Workshop | None:
    """The workshop of the demo with its third day today, None once its days have gone on."""
    workshops = db.session.scalars(
        select(Workshop).join(Workshop.program).where(Program.title == PROGRAM)
    ).all()
    schedules = schedules_of(workshops)
    days = {each: schedules[each.id].day_of(now, each.zone) for each in workshops}
    return next((each for each, day in days.items() if day == TODAY), None)


def still_to_sit(workshop: Workshop) -> list[str]:
    """The codes of its participants who have not begun the quiz of today."""
    quiz = next(each for each in course_of(workshop.revision).quizzes if each.day == TODAY)
    begun = select(Attempt.enrolment_id).where(Attempt.quiz_id == quiz.id)
    query = (
        select(Person.participant_code)
        .join_from(Enrolment, Enrolment.person)
        .where(
            Enrolment.workshop_id == workshop.id,
            Enrolment.withdrawn_at.is_(None),
            Enrolment.id.not_in(begun),
        )
        .order_by(Enrolment.id)
    )
    return [code for code in db.session.scalars(query) if code]


def build(now: datetime, told: Callable[[str], object] = str) -> None:
    """Fill an empty database with the demo, as if it had grown until `now`.

    `told` hears of each of the STEPS before it is taken. Nothing is kept before the end, so that
    breaking off leaves no half demo behind.
    """
    told("reading the course")
    reading = read_folder(COURSE)
    assert reading.document is not None, reading.problems
    begun = now - timedelta(days=45)
    older, _is_new = publish_document(
        earlier(reading.document), begun - timedelta(days=30), reading.attached
    )
    newer, _is_new = publish_document(reading.document, begun)
    colleagues = _colleagues(begun)
    organiser = colleagues["organiser"]
    program = add_program(
        title=PROGRAM,
        target=35,
        partners="STMIK Contoh, Relawan TIK Contoh, Dinas Koperasi Contoh",
        paper=Paper(letterhead=LETTERHEAD),
        now=begun,
        organiser_id=organiser.id,
    )
    rows = read_participants(read_list(SAMPLE.read_bytes())).rows
    pin_hash = hash_secret(PIN)
    for number, days in enumerate(_all_days(now.astimezone(ZONE).date()), 1):
        revision = older if number == 1 else newer  # the report of the program tells the changes
        workshop = _workshop(program, revision, number, days, colleagues, begun)
        told(f"workshop {number}, participants")
        own = [row for row in rows if row.workshop_number == number]
        codes = [_code(row) for row in own]
        enrol_rows(workshop, own, codes=codes, now=begun, actor_id=organiser.id)
        _hand_out_cards(workshop, pin_hash, begun, organiser.id)
        if number == 3:
            forgot = enrolments_in(workshop)[:2]
            issue(forgot, "PIN forgotten", now=now - timedelta(hours=1), actor_id=organiser.id)
        for enrolment in enrolments_in(workshop):
            enrolment.person.may_be_written_to = chance(enrolment.person.name, "agrees") < 0.8
        cast = Cast(
            trainer=colleagues["trainer"],
            assistant=colleagues["assistant"],
            often_away=own[6].name if number == 1 else "",
            away_today=own[8].name,
            withdraws=own[10].name if number == 1 else "",
            gets_more_time=own[3].name if number == 1 else "",
            is_stuck=own[0].name if number == 1 else "",
            reminds=number == 1,
        )
        play = Play(workshop, cast, now, told=told)
        if number == 1:
            play = replace(play, before_practice=partial(account_for, workshop, organiser))
        play.run()
        if number == 1:
            store_signed_sheets(workshop, cast.assistant)
            give_second_chances(workshop, cast, now)
            write_plans(workshop, now)
            issue_certificates_of(workshop, organiser)
            hand_out_booklets(workshop, cast.assistant, now)
        if number == 2:
            ask_for_excuses(workshop, cast, now)
            make_lively(workshop, cast, now)
    db.session.commit()


def accounts() -> list[DemoAccount]:
    slugs = {w.id: w.slug for w in db.session.scalars(select(Workshop))}
    found = [
        DemoAccount(role, name, email, PASSWORD, None)
        for role, name, email, _standing in _COLLEAGUES[:2]
    ]
    staff = db.session.execute(
        select(Staff.role, Person.name, Person.email, Staff.workshop_id)
        .join(Staff.person)
        .order_by(Staff.workshop_id, Staff.id)
    )
    found += [
        DemoAccount(role.value, name, email or "", PASSWORD, slugs[w])
        for role, name, email, w in staff
    ]
    return found + _participants(slugs)


def _participants(slugs: dict[int, str]) -> list[DemoAccount]:
    query = (
        select(Person.name, Person.participant_code, Enrolment.workshop_id)
        .join(Enrolment.person)
        .order_by(Enrolment.workshop_id, Enrolment.id)
    )
    return [
        DemoAccount("participant", name, code or "", PIN, slugs[workshop_id])
        for name, code, workshop_id in db.session.execute(query)
    ]


def _colleagues(now: datetime) -> dict[str, Person]:
    hashed = hash_secret(PASSWORD)
    people = {
        role: Person(
            name=name, email=email, standing=standing, password_hash=hashed, created_at=now
        )
        for role, name, email, standing in _COLLEAGUES
    }
    db.session.add_all(people.values())
    db.session.flush()
    return people


def _workshop(
    program: Program,
    revision: CourseRevision,
    number: int,
    days: list[date],
    colleagues: dict[str, Person],
    now: datetime,
) -> Workshop:
    workshop = add_workshop(
        program,
        WorkshopDetails(number, "Balai Contoh, Sanur", capacity=15, days=tuple(days)),
        revision=revision,
        staff=[
            (colleagues["trainer"].id, StaffRole.TRAINER),
            (colleagues["assistant"].id, StaffRole.ASSISTANT),
        ],
        now=now,
        actor_id=colleagues["organiser"].id,
    )
    workshop.secret = number  # so that every demo has the same numbers
    return workshop


def _hand_out_cards(workshop: Workshop, pin_hash: str, now: datetime, organiser_id: int) -> None:
    """Print cards and let people use them."""
    enrolments = sorted(enrolments_in(workshop), key=lambda enrolment: enrolment.id)
    issue(enrolments, "first cards", now=now, actor_id=organiser_id)
    people = [enrolment.person_id for enrolment in enrolments]
    cards = select(ActivationCard).where(ActivationCard.person_id.in_(people))
    for card in db.session.scalars(cards.order_by(ActivationCard.id)).all():
        activate_card(card, pin_hash, language="id", now=now + timedelta(hours=2))


def _code(row: ParticipantRow) -> str:
    value = derive_seed("participant code", row.name)
    letters = []
    for _place in range(CODE_LENGTH):
        value, letter = divmod(value, len(CODE_ALPHABET))
        letters.append(CODE_ALPHABET[letter])
    return "".join(letters)


def _all_days(today: date) -> tuple[list[date], list[date], list[date]]:
    """The days of the past workshop, of today's (its third day is today), of the next."""
    past = list(reversed(_weekdays(today - timedelta(days=20), -1, 5)))
    before, after = _weekdays(today, -1, 2), _weekdays(today, 1, 2)
    return past, [*reversed(before), today, *after], _weekdays(today + timedelta(days=13), 1, 5)


def _weekdays(start: date, step: int, count: int) -> list[date]:
    """`count` days from Monday to Friday, going from `start` (left out) by `step`."""
    found: list[date] = []
    while len(found) < count:
        start += timedelta(days=step)
        if start.weekday() < 5:
            found.append(start)
    return found
