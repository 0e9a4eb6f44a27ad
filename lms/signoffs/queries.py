"""Reading sign-offs, of one person or of a workshop, each in one statement."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, func, select

from lms.content.values import Course, Skill
from lms.database import db
from lms.errors import NotFound
from lms.language import gettext_noop as _
from lms.people.models import Cooperative, Person
from lms.signoffs import rules
from lms.signoffs.models import SkillSignoff
from lms.signoffs.rules import SignoffRecord, Trainee
from lms.statistics.mastery import Signoff
from lms.workshops.models import Enrolment, Workshop


def signoffs_of(enrolment: Enrolment) -> dict[str, tuple[Signoff, ...]]:
    """By skill what trainers saw of one person and did not take back, the earliest first."""
    found = rules.standing(records_of(enrolment))
    return {
        skill_id: tuple(each.signoff for each in rows) for (_id, skill_id), rows in found.items()
    }


def signoffs_in(workshop: Workshop) -> dict[int, dict[str, tuple[Signoff, ...]]]:
    """The same of everybody in a workshop, by enrolment id; who has none is not there."""
    found: dict[int, dict[str, tuple[Signoff, ...]]] = {}
    for (enrolment_id, skill_id), rows in rules.standing(records_in(workshop)).items():
        found.setdefault(enrolment_id, {})[skill_id] = tuple(each.signoff for each in rows)
    return found


def records_of(enrolment: Enrolment) -> list[SignoffRecord]:
    """The history of one person, in the order in which it was written."""
    return _records(SkillSignoff.enrolment_id == enrolment.id)


def records_in(workshop: Workshop, skill_id: str | None = None) -> list[SignoffRecord]:
    """The history of a workshop, of all tasks or of one, in the order in which it was written."""
    in_workshop = select(Enrolment.id).where(Enrolment.workshop_id == workshop.id)
    conditions: list[ColumnElement[bool]] = [SkillSignoff.enrolment_id.in_(in_workshop)]
    if skill_id is not None:
        conditions.append(SkillSignoff.skill_id == skill_id)
    return _records(*conditions)


def records_in_all(workshop_ids: Iterable[int]) -> list[SignoffRecord]:
    """The history of several workshops."""
    in_workshops = select(Enrolment.id).where(Enrolment.workshop_id.in_(list(workshop_ids)))
    return _records(SkillSignoff.enrolment_id.in_(in_workshops))


def _records(*conditions: ColumnElement[bool]) -> list[SignoffRecord]:
    rows = db.session.execute(
        select(
            SkillSignoff.id,
            SkillSignoff.enrolment_id,
            SkillSignoff.skill_id,
            SkillSignoff.verdict,
            SkillSignoff.given_at,
            SkillSignoff.received_at,
            SkillSignoff.given_by_id,
            Person.name,
            SkillSignoff.takes_back_id,
        )
        .outerjoin(Person, Person.id == SkillSignoff.given_by_id)
        .where(*conditions)
        .order_by(SkillSignoff.id)
    )
    return [SignoffRecord(*row) for row in rows]


def trainees_in(workshop: Workshop) -> list[Trainee]:
    """Everybody who has or had a place in a workshop, by name."""
    rows = db.session.execute(
        select(
            Enrolment.id,
            Person.name,
            Cooperative.name,
            Enrolment.from_day,
            Enrolment.until_day,
            Enrolment.withdrawn_at,
        )
        .join(Person, Person.id == Enrolment.person_id)
        .outerjoin(Cooperative, Cooperative.id == Person.cooperative_id)
        .where(Enrolment.workshop_id == workshop.id)
        .order_by(Person.name, Enrolment.id)
    )
    return [Trainee(*row) for row in rows]


def practical_skill(course: Course, skill_id: str) -> Skill:
    """A task of a course. Raises NotFound."""
    for skill in course.practical_skills:
        if skill.id == skill_id:
            return skill
    raise NotFound(_("There is no such practical skill in this course."))


def known_keys(keys: Iterable[str]) -> set[str]:
    """Which of these idempotency keys were used before."""
    used = select(SkillSignoff.idempotency_key).where(SkillSignoff.idempotency_key.in_(list(keys)))
    return {key for key in db.session.scalars(used) if key is not None}


def version_of(workshop: Workshop, skill: Skill) -> str:
    """A sign that changes whenever the list of a task does."""
    here = Enrolment.workshop_id == workshop.id
    newest = (
        select(func.max(SkillSignoff.id))
        .join(Enrolment, Enrolment.id == SkillSignoff.enrolment_id)
        .where(here, SkillSignoff.skill_id == skill.id)
    )
    people = select(func.count(Enrolment.id)).where(here, Enrolment.withdrawn_at.is_(None))
    row = db.session.execute(select(newest.scalar_subquery(), people.scalar_subquery())).one()
    return "-".join(str(each or 0) for each in row)
