"""What waits for a participant herself: practice begun, a time to choose. One statement."""

from dataclasses import dataclass

from sqlalchemy import Select, bindparam, func, select

from lms.database import db
from lms.practice.models import PracticeSitting, PracticeTime
from lms.workshops.models import Enrolment


@dataclass(frozen=True)
class OwnThings:
    """Her newest sitting, and whether she has said when she will practise."""

    sitting: PracticeSitting | None
    has_time: bool


def own_things(enrolment: Enrolment) -> OwnThings:
    sitting, time_id = db.session.execute(_OWN, {"enrolment_id": enrolment.id}).one()
    return OwnThings(sitting, time_id is not None)


def _select_own() -> Select[PracticeSitting, int]:
    newest = (
        select(func.max(PracticeSitting.number))
        .where(PracticeSitting.enrolment_id == Enrolment.id)
        .correlate(Enrolment)
        .scalar_subquery()
    )
    return (
        select(PracticeSitting, PracticeTime.id)
        .select_from(Enrolment)
        .outerjoin(
            PracticeSitting,
            (PracticeSitting.enrolment_id == Enrolment.id) & (PracticeSitting.number == newest),
        )
        .outerjoin(PracticeTime, PracticeTime.enrolment_id == Enrolment.id)
        .where(Enrolment.id == bindparam("enrolment_id"))
    )


_OWN = _select_own()  # built once, for every home asks
