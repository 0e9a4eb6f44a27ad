"""Whole houses for the benchmark: halls of several sizes, or a program of many workshops."""

from datetime import datetime, timedelta
from typing import TypeVar

import sqlalchemy as sa

from benchmarks.hall import (
    A_WEEK,
    CHUNK,
    COURSE,
    DAYS,
    DAYS_GONE,
    SIZE_OF_A_COOPERATIVE,
    Hall,
    insert_rows,
)
from lms.closing.service import close_workshop
from lms.content.folder import read_folder
from lms.database import Base, db
from lms.people.models import Cooperative, Person, Standing
from lms.publishing.service import publish_document
from lms.quizzes.attempts.kept.service import keep_marks
from lms.quizzes.attempts.models import Attempt
from lms.reports.kept.queries import not_kept
from lms.reports.kept.queries_adding import added_up
from lms.reports.kept.service import keep_account
from lms.workshops.models import (
    Meeting,
    Part,
    Program,
    ProgramOrganiser,
    Staff,
    StaffRole,
    Workshop,
)
from lms.workshops.service_resting import NOTICED_BY, note_rest

IN_PRACTICE = 5
"""So many workshops of a week each are still in their practice period of 30 days."""


def build_halls(sizes: tuple[int, ...], now: datetime) -> tuple[list[Hall], Person]:
    """Fill an empty database with a hall of each size; return them and the trainer of them all."""
    house = _House(now)
    program, trainer = house.program("uji"), house.person("pelatih")
    halls: list[Hall] = []
    for number, size in enumerate(sizes, 1):
        workshop = house.workshop(program, number, f"uji-{size}", size, trainer)
        _fill(halls, Hall(size, _last_id(halls, trainer), workshop, now))
    db.session.commit()
    return halls, trainer


def build_program(
    count: int, size: int, now: datetime, leave_open: int = IN_PRACTICE
) -> tuple[Program, Person]:
    """Fill an empty database with a program of `count` workshops of `size`, one a week.

    All are over, with everything done, and closed but for the last ones that are left open, at rest
    where practice is over; return it and who organises it and trains everywhere.
    """
    house = _House(now)
    program, trainer = house.program("besar"), house.person("penyelenggara")
    db.session.add(ProgramOrganiser(program_id=program.id, person_id=trainer.id))
    halls: list[Hall] = []
    for number in range(1, count + 1):
        ago = A_WEEK * (count - number + 1)
        workshop = house.workshop(program, number, f"besar-{number}", size, trainer, ago)
        worked_at = now - timedelta(days=ago - DAYS + 1)
        last_id = _last_id(halls, trainer)
        _fill(halls, Hall(size, last_id, workshop, now, DAYS, worked_at))
        if number <= count - leave_open:
            close_workshop(workshop, reason="", now=now, actor_id=None)
    note_rest(now - NOTICED_BY)
    for workshop in not_kept(now):
        kept = added_up(workshop, now)
        if kept is not None:
            keep_account(kept)
    db.session.commit()
    return program, trainer


def _last_id(halls: list[Hall], trainer: Person) -> int:
    return halls[-1].ids[-1] if halls else trainer.id


def _fill(halls: list[Hall], hall: Hall) -> None:
    halls.append(hall)
    count = db.session.scalar(sa.select(sa.func.count()).select_from(Cooperative)) or 0
    needed = hall.ids[-1] // SIZE_OF_A_COOPERATIVE + 1
    names = [f"KSP Uji {n}" for n in range(count, needed)]
    db.session.add_all(Cooperative(name=name, key=name.casefold()) for name in names)
    db.session.flush()
    insert_rows(hall.rows())
    handed_in = sa.select(Attempt.id).where(
        Attempt.score.is_(None), Attempt.handed_in_at.is_not(None)
    )
    while attempt_ids := db.session.scalars(handed_in.limit(CHUNK)).all():
        keep_marks(attempt_ids)


class _House:
    """What stands before anybody comes: the course, its program, its trainer."""

    def __init__(self, now: datetime) -> None:
        reading = read_folder(COURSE)
        if reading.document is None:
            raise RuntimeError(f"{COURSE} is not sound: flask --app lms course check")
        self._revision, _new = publish_document(reading.document, now, reading.attached)
        self._now = now

    def person(self, name: str) -> Person:
        email = f"{name}@example.org"
        found = Person(id=1, name=name, email=email, created_at=self._now, language="id")
        found.standing = Standing.ORGANISER
        return _added(found)

    def program(self, slug: str) -> Program:
        title = f"Program {slug}"
        return _added(Program(slug=slug, title=title, target=7_000, created_at=self._now))

    def workshop(
        self,
        program: Program,
        number: int,
        slug: str,
        size: int,
        trainer: Person,
        began_days_ago: int = DAYS_GONE,
    ) -> Workshop:
        """Make a workshop with its ten meetings."""
        workshop = _added(
            Workshop(
                program=program,
                revision=self._revision,
                number=number,
                slug=slug,
                place="Balai Uji",
                capacity=size,
                created_at=self._now,
            )
        )
        db.session.add(Staff(workshop_id=workshop.id, person=trainer, role=StaffRole.TRAINER))
        # At whatever hour of the day one measures, the morning is going on.
        today = (self._now - timedelta(hours=2)).astimezone(workshop.zone)
        for day in range(DAYS):
            for part, hours in ((Part.MORNING, 0), (Part.AFTERNOON, 5)):
                starts_at = today + timedelta(days=day - began_days_ago, hours=hours)
                ends_at = starts_at + timedelta(hours=3)
                db.session.add(
                    Meeting(
                        workshop_id=workshop.id,
                        day=day + 1,
                        part=part,
                        starts_at=starts_at,
                        ends_at=ends_at,
                    )
                )
        db.session.flush()
        return workshop


_Row = TypeVar("_Row", bound=Base)


def _added(row: _Row) -> _Row:
    db.session.add(row)
    db.session.flush()
    return row
