"""Things to test with; a factory fills in what a test does not care about, and commits."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import select

from lms.content.revision import canonical, course_from
from lms.content.revision import fingerprint as fingerprint_of_text
from lms.database import db
from lms.people.models import Cooperative, Person, Standing, WebSession
from lms.people.secrets import draw_token, fingerprint, hash_secret
from lms.publishing.models import CourseRevision
from lms.workshops.models import (
    Enrolment,
    Meeting,
    Part,
    Program,
    ProgramOrganiser,
    Staff,
    StaffRole,
    Workshop,
)
from tests.constants import COURSE, FIRST_DAY, NOW, WITA
from tests.shipped import read_once

PIN = "583921"
PASSWORD = "empat kata yang panjang"

_HALF_DAYS = (
    (Part.MORNING, time(8), time(11, 45)),
    (Part.AFTERNOON, time(12, 45), time(16)),
)
_numbers = count(1)


T = TypeVar("T")


def _save(thing: T) -> T:
    db.session.add(thing)
    db.session.commit()
    return thing


def a_person(name: str = "", **values: Any) -> Person:
    """A person who signs in by code and PIN."""
    n = next(_numbers)
    defaults: dict[str, Any] = {
        "name": name or f"Peserta {n}",
        "participant_code": f"TEST{n:04}",
        "pin_hash": hash_secret(PIN),
        "created_at": NOW,
    }
    return _save(Person(**{**defaults, **values}))


def a_colleague(name: str = "", **values: Any) -> Person:
    """A person who signs in by email and password."""
    n = next(_numbers)
    defaults: dict[str, Any] = {
        "name": name or f"Petugas {n}",
        "email": f"petugas{n}@example.org",
        "password_hash": hash_secret(PASSWORD),
        "created_at": NOW,
    }
    return _save(Person(**{**defaults, **values}))


def an_administrator(**values: Any) -> Person:
    """A colleague who may do everything."""
    return a_colleague(standing=Standing.ADMINISTRATOR, **values)


def a_cooperative(name: str = "") -> Cooperative:
    """A cooperative."""
    name = name or f"KSP Contoh {next(_numbers)}"
    return _save(Cooperative(name=name, key=name.casefold()))


@cache
def _course_in(path: Path) -> Mapping[str, Any]:
    """Return what `publish_document` stores of a course, which is read once in a process."""
    reading = read_once(path)
    assert not reading.problems, reading.problems
    assert reading.document is not None
    text = canonical(reading.document)
    course = course_from(text)
    return {
        "course_slug": course.slug,
        "title": course.title,
        "fingerprint": fingerprint_of_text(text),
        "document": text,
    }


def a_revision(path: Path = COURSE) -> CourseRevision:
    """The small course of the tests, published."""
    course = _course_in(path)
    of_course = select(CourseRevision).filter_by(course_slug=course["course_slug"])
    revisions = db.session.scalars(of_course).all()
    known = (each for each in revisions if each.fingerprint == course["fingerprint"])
    return next(known, None) or _save(
        CourseRevision(**course, number=len(revisions) + 1, published_at=NOW)
    )


def a_program(**values: Any) -> Program:
    """A program with a target of 35."""
    n = next(_numbers)
    defaults = {"slug": f"program-{n}", "title": f"Program {n}", "target": 35, "created_at": NOW}
    return _save(Program(**{**defaults, **values}))


def a_workshop(*, first_day: date | None = FIRST_DAY, **values: Any) -> Workshop:
    """A workshop of five days in a row with two meetings each, 08.00-11.45 and 12.45-16.00 WITA.

    `first_day=None`: without meetings.
    """
    n = next(_numbers)
    defaults: dict[str, Any] = {
        "number": n % 900 + 1,
        "slug": f"workshop-{n}",
        "place": "Balai Contoh, Sanur",
        "capacity": 15,
        "created_at": NOW,
        "secret": n,
    }
    if "program" not in values:
        values["program"] = a_program()
    if "revision" not in values:
        values["revision"] = a_revision()
    workshop = _save(Workshop(**{**defaults, **values}))
    if first_day is not None:
        db.session.add_all(
            Meeting(
                workshop_id=workshop.id,
                day=day + 1,
                part=part,
                starts_at=datetime.combine(first_day + timedelta(days=day), start, WITA),
                ends_at=datetime.combine(first_day + timedelta(days=day), end, WITA),
            )
            for day in range(5)
            for part, start, end in _HALF_DAYS
        )
        db.session.commit()
    return workshop


def a_meeting(workshop: Workshop, **values: Any) -> Meeting:
    """A meeting on the morning of day 1."""
    defaults: dict[str, Any] = {
        "workshop_id": workshop.id,
        "day": 1,
        "part": Part.MORNING,
        "starts_at": datetime.combine(FIRST_DAY, time(8), WITA),
        "ends_at": datetime.combine(FIRST_DAY, time(11, 45), WITA),
    }
    return _save(Meeting(**{**defaults, **values}))


def an_enrolment(
    workshop: Workshop | None = None, person: Person | None = None, **values: Any
) -> Enrolment:
    """A participant of a workshop."""
    defaults: dict[str, Any] = {"first_form": "A", "enrolled_at": NOW}
    return _save(
        Enrolment(
            workshop=workshop or a_workshop(),
            person=person or a_person(),
            **{**defaults, **values},
        )
    )


def a_staff_member(
    workshop: Workshop, role: StaffRole = StaffRole.TRAINER, person: Person | None = None
) -> Person:
    """A trainer (or assistant) of the workshop."""
    person = person or a_colleague()
    _save(Staff(workshop_id=workshop.id, person=person, role=role))
    return person


def an_organiser(program: Program, person: Person | None = None) -> Person:
    """An organiser of the program."""
    person = person or a_colleague(standing=Standing.ORGANISER)
    _save(ProgramOrganiser(program_id=program.id, person_id=person.id))
    return person


def sign_in_token(person: Person) -> str:
    """Sign a person in and return the token her cookie would hold."""
    token = draw_token()
    _save(
        WebSession(
            token_hash=fingerprint(token),
            person_id=person.id,
            device="Chrome, Android",
            address="127.0.0.1",
            created_at=NOW,
            last_seen_at=NOW,
            expires_at=NOW + timedelta(days=60),
        )
    )
    return token
