"""What can be done with programs and workshops."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms.audit.service import note
from lms.database import db
from lms.errors import Conflict, Invalid
from lms.language import gettext_noop as _
from lms.publishing.models import CourseRevision
from lms.workshops.actions import (
    PROGRAM_CHANGED,
    PROGRAM_CREATED,
    WORKSHOP_CHANGED,
    WORKSHOP_CREATED,
    WORKSHOP_OPENED,
)
from lms.workshops.models import (
    Meeting,
    Part,
    Program,
    ProgramOrganiser,
    Staff,
    StaffRole,
    Workshop,
)
from lms.workshops.planning import (
    WorkshopDetails,
    half_days,
    problems_of_days,
    problems_of_times,
)
from lms.workshops.rules import NOTHING_ON_PAPER, Paper
from lms.workshops.seating.queries import seats_taken
from lms.workshops.seating.service import fill_free_seats, lock_seats

MAX_SLUG_LENGTH = 60
RESERVED = frozenset({"new", "reconcile"})  # /programs/new is a form, `report reconcile` a task


class InvalidField(Invalid):
    """One value does not fit; `field` names it, so that the form can say it there."""

    def __init__(self, field: str, message: str, **params: object) -> None:
        super().__init__(message, **params)
        self.field = field


class BegunDayMoved(Invalid):
    """A day that has begun would get another date: to be confirmed, for its presences move too."""

    def __init__(self, days: tuple[int, ...]) -> None:
        super().__init__(
            _("Day %(days)s has begun already. What is recorded there moves to the other date."),
            days=", ".join(map(str, days)),
        )
        self.days = days


def slug_of(title: str) -> str:
    """A title as part of an address: `Go Digital Denpasar` becomes `go-digital-denpasar`."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:MAX_SLUG_LENGTH].strip("-") or "program"


def add_program(
    *,
    title: str,
    target: int,
    partners: str = "",
    paper: Paper = NOTHING_ON_PAPER,
    now: datetime,
    organiser_id: int,
) -> Program:
    """Make a program; who makes it organises it.

    Raises InvalidField if she has one of this title.
    """
    same = (
        select(Program.id)
        .join(ProgramOrganiser, ProgramOrganiser.program_id == Program.id)
        .where(Program.title == title, ProgramOrganiser.person_id == organiser_id)
    )
    if db.session.scalar(same) is not None:
        raise InvalidField("title", _("You have a program with this title already."))
    slug = _free_slug(slug_of(title), Program)
    program = Program(slug=slug, title=title, target=target, partners=partners, created_at=now)
    _put_on_paper(program, paper)
    _flush_or_refuse(
        program, InvalidField("title", _("You have a program with this title already."))
    )
    db.session.add(ProgramOrganiser(program_id=program.id, person_id=organiser_id))
    after = {"title": title, "target": target, "partners": partners, **asdict(paper)}
    note(PROGRAM_CREATED, f"program:{program.id}", now, actor_id=organiser_id, after=after)
    return program


def change_program(
    program: Program,
    *,
    title: str,
    target: int,
    partners: str,
    paper: Paper,
    now: datetime,
    actor_id: int,
) -> None:
    """Change what a program is called and aims at; its address stays."""
    after = {"title": title, "target": target, "partners": partners, **asdict(paper)}
    before = {name: getattr(program, name) for name in after}
    program.title, program.target, program.partners = title, target, partners
    _put_on_paper(program, paper)
    if before != after:
        subject = f"program:{program.id}"
        note(PROGRAM_CHANGED, subject, now, actor_id=actor_id, before=before, after=after)


def _put_on_paper(program: Program, paper: Paper) -> None:
    program.letterhead = paper.letterhead
    program.chair_name, program.chair_nip = paper.chair_name, paper.chair_nip


def _free_slug(wanted: str, kind: type[Program] | type[Workshop]) -> str:
    taken = set(db.session.scalars(select(kind.slug).where(kind.slug.startswith(wanted))))
    taken |= RESERVED
    number = 1
    slug = wanted
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def _flush_or_refuse(thing: Program | Workshop, refusal: InvalidField) -> None:
    """Write `thing`; refuse if somebody wrote the same at the same moment."""
    try:
        # A savepoint: after a refusal the rest of the transaction still holds.
        with db.session.begin_nested():
            db.session.add(thing)
            db.session.flush()
    except IntegrityError:
        raise refusal from None


def add_workshop(
    program: Program,
    details: WorkshopDetails,
    *,
    revision: CourseRevision,
    staff: Collection[tuple[int, StaffRole]] = (),
    is_draft: bool = False,
    now: datetime,
    actor_id: int | None = None,
) -> Workshop:
    """Make a workshop with two meetings on each day, and its staff (person id, role).

    One that `is_draft` is known to organisers alone until it is opened.

    Raises InvalidField if the program has a workshop of this number, or the days do not fit.
    """
    _check_days(details)
    _check_number(program.id, details.number, None)
    workshop = Workshop(
        program_id=program.id,
        revision_id=revision.id,
        slug=_free_slug(f"{program.slug}-{details.number}", Workshop),
        is_draft=is_draft,
        created_at=now,
    )
    _put_details(workshop, details)
    _flush_or_refuse(workshop, _number_taken(details.number))
    _set_meetings(workshop, details, now)
    db.session.add_all(
        Staff(workshop_id=workshop.id, person_id=person_id, role=role) for person_id, role in staff
    )
    db.session.flush()
    note(
        WORKSHOP_CREATED,
        f"workshop:{workshop.id}",
        now,
        actor_id=actor_id,
        workshop_id=workshop.id,
        after=_described(workshop, details),
    )
    return workshop


def open_workshop(workshop: Workshop, *, now: datetime, actor_id: int | None) -> None:
    """Let all who are in a draft, and the reports, know of it. Raises Conflict if it is open."""
    db.session.refresh(workshop, with_for_update={"of": Workshop})
    if not workshop.is_draft:
        raise Conflict(_("This workshop is open already."))
    workshop.is_draft = False
    note(
        WORKSHOP_OPENED, f"workshop:{workshop.id}", now, actor_id=actor_id, workshop_id=workshop.id
    )


def change_workshop(
    workshop: Workshop,
    details: WorkshopDetails,
    *,
    now: datetime,
    actor_id: int | None = None,
    moves_begun: bool = True,
) -> None:
    """Change a workshop; its meetings keep their identity, only their times move.

    Seats that come by it go to those who wait.

    Raises InvalidField if a value does not fit: fewer seats than people, a begun meeting put off;
    BegunDayMoved if a day that has begun, and may have presences, would get another date, unless
    somebody said that it `moves_begun` days.
    """
    _check_days(details)
    _check_number(workshop.program_id, details.number, workshop.id)
    lock_seats([workshop])
    if not moves_begun and (days := _begun_days_moved(workshop, details, now)):
        raise BegunDayMoved(days)
    seated = seats_taken(workshop)
    if details.capacity < seated:
        raise InvalidField("capacity", _("%(seated)s people are enrolled already."), seated=seated)
    before = _kept(workshop)
    _put_details(workshop, details)
    _flush_or_refuse(workshop, _number_taken(details.number))
    before["meetings"] = _set_meetings(workshop, details, now)
    after = _described(workshop, details)
    note(
        WORKSHOP_CHANGED,
        f"workshop:{workshop.id}",
        now,
        actor_id=actor_id,
        workshop_id=workshop.id,
        before=before,
        after=after,
    )
    fill_free_seats(workshop, now=now, actor_id=actor_id)


def _begun_days_moved(
    workshop: Workshop, details: WorkshopDetails, now: datetime
) -> tuple[int, ...]:
    """The days that have begun and would be on another date."""
    meetings = db.session.scalars(
        select(Meeting).where(Meeting.workshop_id == workshop.id, Meeting.starts_at <= now)
    )
    dates = dict(enumerate(details.days, start=1))
    moved = {
        meeting.day
        for meeting in meetings
        if meeting.starts_at.astimezone(workshop.zone).date() != dates.get(meeting.day)
    }
    return tuple(sorted(moved))


def _put_details(workshop: Workshop, details: WorkshopDetails) -> None:
    workshop.number, workshop.place = details.number, details.place
    workshop.capacity, workshop.time_zone = details.capacity, details.time_zone
    workshop.practice_days = details.practice_days


def _check_days(details: WorkshopDetails) -> None:
    for day, sentence in problems_of_days(details.days).items():
        raise InvalidField(f"day_{day}", sentence)
    for name, sentence in problems_of_times(details.times).items():
        raise InvalidField(name, sentence)
    for day, times in details.other_times.items():
        for sentence in problems_of_times(times).values():
            raise InvalidField(f"hours_{day}", sentence)


def _check_number(program_id: int, number: int, own_id: int | None) -> None:
    same = select(Workshop.id).where(Workshop.program_id == program_id, Workshop.number == number)
    if db.session.scalar(same) not in {None, own_id}:
        raise _number_taken(number)


def _number_taken(number: int) -> InvalidField:
    return InvalidField(
        "number", _("This program has a workshop %(number)s already."), number=number
    )


def _set_meetings(workshop: Workshop, details: WorkshopDetails, now: datetime) -> list[str]:
    """Put the meetings on their days and return when they were before."""
    meetings = {
        (meeting.day, meeting.part): meeting
        for meeting in db.session.scalars(select(Meeting).filter_by(workshop_id=workshop.id))
    }
    before = sorted(meeting.starts_at.isoformat() for meeting in meetings.values())
    for number, day in enumerate(details.days, start=1):
        halves = zip(Part, half_days(day, details.times_on(number), workshop.zone), strict=True)
        for part, (starts_at, ends_at) in halves:
            meeting = meetings.get((number, part))
            if meeting is None:
                meeting = Meeting(workshop_id=workshop.id, day=number, part=part)
                db.session.add(meeting)
            elif meeting.starts_at <= now < starts_at:
                raise InvalidField(
                    f"day_{number}", _("This day has begun already; it cannot be put off.")
                )
            meeting.starts_at, meeting.ends_at = starts_at, ends_at
    db.session.flush()
    return before


def _kept(workshop: Workshop) -> dict[str, Any]:
    return {
        "number": workshop.number,
        "place": workshop.place,
        "capacity": workshop.capacity,
        "time_zone": workshop.time_zone,
        "practice_days": workshop.practice_days,
    }


def _described(workshop: Workshop, details: WorkshopDetails) -> dict[str, Any]:
    starts = [
        starts_at.isoformat()
        for number, day in enumerate(details.days, start=1)
        for starts_at, _ends_at in half_days(day, details.times_on(number), workshop.zone)
    ]
    return {**_kept(workshop), "revision": workshop.revision_id, "meetings": starts}
