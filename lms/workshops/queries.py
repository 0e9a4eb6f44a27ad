"""Reading workshops: schedules, who is enrolled, who runs them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import (
    BindParameter,
    and_,
    bindparam,
    func,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import joinedload

from lms.database import db
from lms.errors import NotFound
from lms.language import gettext_noop as _
from lms.people.models import Person
from lms.workshops.hours import written_hours
from lms.workshops.models import (
    Enrolment,
    Extension,
    Meeting,
    Part,
    Program,
    Staff,
    Workshop,
)
from lms.workshops.planning import USUAL_TIMES, DayTimes
from lms.workshops.rules import Schedule, Slot, Span, practice_end, practice_end_after


def schedule_of(workshop: Workshop, enrolment: Enrolment | None = None) -> Schedule:
    """The schedule of a workshop, with the practice period of one person."""
    return schedules_of([workshop], enrolment)[workshop.id]


def schedules_of(
    workshops: Iterable[Workshop], enrolment: Enrolment | None = None
) -> dict[int, Schedule]:
    """The schedules by workshop id."""
    found = list(workshops)
    slots: dict[int, list[Slot]] = {workshop.id: [] for workshop in found}
    extensions: dict[int, list[datetime]] = {workshop.id: [] for workshop in found}
    given = {
        "workshop_ids": list(slots),
        "enrolment_id": None if enrolment is None else enrolment.id,
    }
    for workshop_id, *meeting in db.session.execute(_MEETINGS_AND_EXTENSIONS, given).all():
        meeting_id, *_rest, ends_at, _cancelled = meeting
        if meeting_id is None:
            extensions[workshop_id].append(ends_at)
        else:
            slots[workshop_id].append(_slot(*meeting))
    schedules = {}
    for workshop in found:
        held = tuple(slots[workshop.id])
        days, zone = workshop.practice_days, workshop.zone
        end = practice_end(held, days, extensions[workshop.id], zone)
        schedules[workshop.id] = Schedule(held, end, workshop.closed_at, workshop.is_draft)
    return schedules


def spans_of(workshops: Iterable[Workshop], enrolment: Enrolment | None = None) -> dict[int, Span]:
    """From when to when each is, by workshop id: of many that is less than their schedules."""
    found = list(workshops)
    ids = [workshop.id for workshop in found]
    extensions = _extensions_in(ids, enrolment)
    bounds = {row[0]: row[1:] for row in db.session.execute(_BOUNDS, {"workshop_ids": ids})}
    spans = {}
    for workshop in found:
        begins_at, days_end_at = bounds.get(workshop.id, (None, None))
        end = days_end_at and practice_end_after(
            days_end_at, workshop.practice_days, extensions.get(workshop.id, ()), workshop.zone
        )
        spans[workshop.id] = Span(
            begins_at, days_end_at, end, workshop.closed_at, workshop.is_draft
        )
    return spans


def _extensions_in(
    workshop_ids: Sequence[int], enrolment: Enrolment | None
) -> dict[int, list[datetime]]:
    """Until when practice was extended, by workshop id: for everybody, and for one person."""
    found: dict[int, list[datetime]] = {}
    own = None if enrolment is None else enrolment.id
    given = {"workshop_ids": workshop_ids, "enrolment_id": own}
    for workshop_id, until in db.session.execute(_EXTENSIONS, given):
        found.setdefault(workshop_id, []).append(until)
    return found


_MEETING, _EXTENSION = Meeting.__table__.c, Extension.__table__.c
_THESE: BindParameter[int] = bindparam("workshop_ids", expanding=True)
_OF_MEETINGS = select(
    _MEETING.workshop_id,
    _MEETING.id,
    _MEETING.day,
    _MEETING.part,
    _MEETING.starts_at,
    _MEETING.ends_at,
    _MEETING.cancelled_at.is_not(None),
).where(_MEETING.workshop_id.in_(_THESE))
_ARE_HERS = and_(
    _EXTENSION.workshop_id.in_(_THESE),
    or_(_EXTENSION.enrolment_id.is_(None), _EXTENSION.enrolment_id == bindparam("enrolment_id")),
)
# Built once, for every page of an attempt asks; of columns of tables.
_SLOTS = _OF_MEETINGS.order_by(_MEETING.starts_at)
_EXTENSIONS = select(_EXTENSION.workshop_id, _EXTENSION.until).where(_ARE_HERS)
# Together, for every home and course page asks: an extension has no meeting, but an end.
_MEETINGS_AND_EXTENSIONS = union_all(
    _OF_MEETINGS,
    select(
        _EXTENSION.workshop_id, null(), null(), null(), _EXTENSION.until, _EXTENSION.until, null()
    ).where(_ARE_HERS),
).order_by(_MEETING.starts_at)
_BOUNDS = (
    select(_MEETING.workshop_id, func.min(_MEETING.starts_at), func.max(_MEETING.ends_at))
    .where(_MEETING.workshop_id.in_(_THESE))
    .group_by(_MEETING.workshop_id)
)


def slots_of(workshop_ids: Collection[int]) -> dict[int, tuple[Slot, ...]]:
    """The meetings of workshops by workshop id, in order of time."""
    slots: dict[int, list[Slot]] = {workshop_id: [] for workshop_id in workshop_ids}
    if not slots:
        return {}
    for workshop_id, *meeting in db.session.execute(_SLOTS, {"workshop_ids": list(slots)}).all():
        slots[workshop_id].append(_slot(*meeting))
    return {workshop_id: tuple(found) for workshop_id, found in slots.items()}


def _slot(
    meeting_id: int,
    day: int,
    part: Part,
    starts_at: datetime,
    ends_at: datetime,
    is_cancelled: bool,
) -> Slot:
    return Slot(meeting_id, day, part.value, starts_at, ends_at, is_cancelled)


def times_of(schedule: Schedule, workshop: Workshop) -> DayTimes:
    """The times of the half days of the first day, on the clocks of the place."""
    return next(iter(times_by_day(schedule, workshop).values()), USUAL_TIMES)


def times_by_day(schedule: Schedule, workshop: Workshop) -> dict[int, DayTimes]:
    """The times of each day that has both half days, by its number."""
    found = {}
    for day in dict.fromkeys(slot.day for slot in schedule.slots):
        slots = [slot for slot in schedule.slots if slot.day == day]
        if len(slots) == len(Part):
            instants = [at for slot in slots for at in (slot.starts_at, slot.ends_at)]
            found[day] = DayTimes(*(at.astimezone(workshop.zone).time() for at in instants))
    return found


def other_hours(schedule: Schedule, workshop: Workshop) -> dict[int, str]:
    """The hours, as they are written, of days that differ from the first."""
    usual = times_of(schedule, workshop)
    by_day = times_by_day(schedule, workshop).items()
    return {day: written_hours(times) for day, times in by_day if times != usual}


def enrolments_in(workshop: Workshop, *, with_withdrawn: bool = False) -> list[Enrolment]:
    """The enrolments with person and cooperative, by name."""
    query = (
        select(Enrolment)
        .join(Enrolment.person)
        .options(joinedload(Enrolment.person).joinedload(Person.cooperative))
        .where(Enrolment.workshop_id == workshop.id)
        .order_by(Person.name, Enrolment.id)
    )
    if not with_withdrawn:
        query = query.where(Enrolment.withdrawn_at.is_(None))
    return list(db.session.scalars(query))


def enrolment_in(workshop: Workshop, enrolment_id: int) -> Enrolment:
    """The enrolment with this id within the workshop. Raises NotFound."""
    found = db.session.scalar(
        select(Enrolment)
        .options(joinedload(Enrolment.person).joinedload(Person.cooperative))
        .where(Enrolment.id == enrolment_id, Enrolment.workshop_id == workshop.id)
    )
    if found is None:
        raise NotFound(_("There is no such participant in this workshop."))
    return found


def enrolment_of(workshop: Workshop, person_id: int) -> Enrolment | None:
    """A person's enrolment in a workshop, None if there is none."""
    return db.session.scalar(
        select(Enrolment).where(
            Enrolment.workshop_id == workshop.id, Enrolment.person_id == person_id
        )
    )


def meeting_in(workshop: Workshop, meeting_id: int) -> Meeting:
    """The meeting with this id within the workshop. Raises NotFound."""
    found = db.session.scalar(
        select(Meeting).where(Meeting.id == meeting_id, Meeting.workshop_id == workshop.id)
    )
    if found is None:
        raise NotFound(_("There is no such meeting in this workshop."))
    return found


def staff_of(workshop: Workshop) -> list[Staff]:
    """Trainers and assistants, by name."""
    return list(
        db.session.scalars(
            select(Staff)
            .join(Staff.person)
            .options(joinedload(Staff.person))
            .where(Staff.workshop_id == workshop.id)
            .order_by(Staff.role.desc(), Person.name, Staff.id)
        )
    )


def staff_in_program(program: Program) -> list[Staff]:
    """Who has run workshops of a program, the latest first."""
    return list(
        db.session.scalars(
            select(Staff)
            .join(Workshop, Workshop.id == Staff.workshop_id)
            .options(joinedload(Staff.person))
            .where(Workshop.program_id == program.id)
            .order_by(Staff.id.desc())
        )
    )
