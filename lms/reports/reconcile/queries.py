"""Comparing the accounts of programs with what raw rows say."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select

from lms.coverage.queries import coverage_of
from lms.database import db
from lms.publishing.queries import course_of
from lms.reports.account.queries import program_account, targets_of
from lms.reports.queries import workshops_in
from lms.reports.reconcile.comparing import (
    Difference,
    differences,
    told_by,
    told_by_program,
)
from lms.reports.reconcile.queries_raw import raw_meetings, raw_people, raw_records
from lms.reports.reconcile.raw import RawWorkshop
from lms.reports.reconcile.reference import found_in, found_in_all
from lms.results.periods import period_of
from lms.workshops.models import Extension, Program, Workshop
from lms.workshops.queries import schedule_of
from lms.workshops.seating.models import Waiting


def reconciled(now: datetime) -> Iterator[tuple[Program, list[Difference]]]:
    """Each program that is no rehearsal, with the figures on which account and rows differ."""
    for program in db.session.scalars(
        select(Program).where(~Program.is_rehearsal).order_by(Program.id)
    ):
        yield program, list(differences_in(program, now))


def differences_in(program: Program, now: datetime) -> Iterator[Difference]:
    """Figures of a program and of its workshops on which account and rows differ."""
    account = program_account(program, now)
    raws, founds = [], []
    for workshop, told in zip(workshops_in(program), account.workshops, strict=True):
        raws.append(raw_workshop(workshop, now))
        founds.append(found_in(raws[-1], now))
        yield from differences(workshop.slug, told_by(told), founds[-1])
    yield from differences(program.slug, told_by_program(account), found_in_all(raws, founds))


def raw_workshop(workshop: Workshop, now: datetime) -> RawWorkshop:
    """All rows of a workshop."""
    schedule = schedule_of(workshop)
    people = raw_people(workshop, now)
    own_ends: dict[int, datetime] = {}
    for each in db.session.scalars(select(Extension).filter_by(workshop_id=workshop.id)):
        if each.enrolment_id is not None:
            known = own_ends.get(each.enrolment_id, each.until)
            own_ends[each.enrolment_id] = max(known, each.until)
    return RawWorkshop(
        id=workshop.id,
        course=course_of(workshop.revision),
        coverage=coverage_of(workshop, schedule, now),
        meetings=raw_meetings(workshop),
        records=raw_records(workshop),
        people=people,
        periods={
            each.enrolment_id: period_of(schedule, own_ends.get(each.enrolment_id))
            for each in people
        },
        waiting=frozenset(
            db.session.scalars(select(Waiting.person_id).where(Waiting.workshop_id == workshop.id))
        ),
        targets=targets_of([workshop.id])[workshop.id],
        is_over=bool(schedule.slots) and schedule.slots[-1].ends_at <= now,
    )
