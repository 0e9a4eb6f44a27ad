"""Finding changes: of a workshop, of a program with its workshops, or of the whole product."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, String, cast, func, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from lms.audit.actions import Theme
from lms.audit.models import AuditEntry
from lms.database import db
from lms.people.models import Person
from lms.quizzes.attempts.models import Answer, Attempt
from lms.signoffs.models import SkillSignoff
from lms.web.languages import HOUSE_ZONE
from lms.workshops.models import Enrolment, Meeting, Program, Workshop

Scope = ColumnElement[bool]
EVERYTHING: Scope = AuditEntry.id.is_not(None)


@dataclass(frozen=True)
class AuditSearch:
    """What a list is narrowed down to: a theme with its actions, a person by a part of her name,
    the days from `first` to `last` with both of them.
    """

    theme: Theme | None = None
    actions: Sequence[str] = ()
    words: str = ""
    first: date | None = None
    last: date | None = None
    zone: ZoneInfo = HOUSE_ZONE

    def __bool__(self) -> bool:
        """Whether it leaves anything out."""
        return bool(self.theme or self.words or self.first or self.last)


def of_workshop(workshop: Workshop) -> Scope:
    """The condition that a change belongs to a workshop."""
    return AuditEntry.workshop_id == workshop.id


def of_program(program: Program) -> Scope:
    """The condition that a change belongs to a program or to one of its workshops."""
    workshops = select(Workshop.id).where(Workshop.program_id == program.id)
    return or_(AuditEntry.subject == f"program:{program.id}", AuditEntry.workshop_id.in_(workshops))


def count_of(scope: Scope, search: AuditSearch) -> int:
    found = select(func.count()).select_from(AuditEntry).where(scope, *_narrowed(search))
    return db.session.scalar(found) or 0


def entries_of(scope: Scope, search: AuditSearch, *, first: int, most: int) -> Sequence[AuditEntry]:
    """Some changes, the newest first."""
    query = (
        select(AuditEntry)
        .where(scope, *_narrowed(search))
        .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
        .offset(first)
        .limit(most)
    )
    return db.session.scalars(query).all()


def _narrowed(search: AuditSearch) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if search.theme is not None:
        conditions.append(AuditEntry.action.in_(search.actions))
    if search.first is not None:
        conditions.append(AuditEntry.at >= _midnight(search.first, search.zone))
    if search.last is not None:
        conditions.append(AuditEntry.at < _midnight(search.last + timedelta(days=1), search.zone))
    if search.words:
        people = select(Person.id).where(Person.name.icontains(search.words, autoescape=True))
        conditions.append(
            or_(AuditEntry.actor_id.in_(people), *map(AuditEntry.subject.in_, _subjects(people)))
        )
    return conditions


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(0), zone).astimezone(UTC)


def _subjects(people: Select[int]) -> list[Select[str]]:
    """The subjects under which changes of these people are kept."""
    hers = Enrolment.person_id.in_(people)
    return [
        select(_joined("person", Person.id)).where(Person.id.in_(people)),
        select(_joined("enrolment", Enrolment.id)).where(hers),
        select(_joined("attempt", Attempt.id)).join(Attempt.enrolment).where(hers),
        select(_joined("answer", Answer.id))
        .join(Answer.attempt)
        .join(Attempt.enrolment)
        .where(hers),
        *(
            select(_joined(kind, Meeting.id, Enrolment.id))
            .join(Enrolment, Enrolment.workshop_id == Meeting.workshop_id)
            .where(hers)
            for kind in ("attendance", "excuse")
        ),
        select(_joined("signoff", SkillSignoff.enrolment_id) + ":" + SkillSignoff.skill_id)
        .join(Enrolment, Enrolment.id == SkillSignoff.enrolment_id)
        .where(hers),
        select(_joined("staff", Workshop.id, Person.id)).join(Person, Person.id.in_(people)),
    ]


def _joined(kind: str, *ids: InstrumentedAttribute[int]) -> ColumnElement[str]:
    text: ColumnElement[str] = literal(kind)
    for each in ids:
        text = text + ":" + cast(each, String)
    return text
