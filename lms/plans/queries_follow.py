"""Reading what people say on day 30 and 90, and how their six questions went."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, case, func, select

from lms.database import db
from lms.plans.models import FollowUp
from lms.plans.rules import CheckResult
from lms.practice.models import ExerciseTry, PracticeSitting
from lms.workshops.models import Enrolment, Workshop


def follow_ups_of(enrolment: Enrolment) -> dict[int, FollowUp]:
    """The follow-ups of one person, by day."""
    return {each.day: each for each in _follow_ups(FollowUp.enrolment_id == enrolment.id)}


def follow_ups_in(workshop: Workshop) -> dict[int, dict[int, FollowUp]]:
    """The follow-ups of a workshop, by enrolment id and day; who has none is not there."""
    here = select(Enrolment.id).where(Enrolment.workshop_id == workshop.id)
    found: dict[int, dict[int, FollowUp]] = {}
    for each in _follow_ups(FollowUp.enrolment_id.in_(here)):
        found.setdefault(each.enrolment_id, {})[each.day] = each
    return found


def _follow_ups(condition: ColumnElement[bool]) -> list[FollowUp]:
    return list(db.session.scalars(select(FollowUp).where(condition).order_by(FollowUp.day)))


def check_results(sitting_ids: Collection[int]) -> dict[int, CheckResult]:
    """How the questions of these sittings went; right unaided: at once, without a hint.

    Also where the same question was explained to her weeks ago: whether that has stayed is what is
    asked here. Mastery does not count it.
    """
    unaided = and_(ExerciseTry.credit == 1, ExerciseTry.hints_opened == 0)
    rows = db.session.execute(
        select(
            ExerciseTry.sitting_id,
            func.count(),
            func.sum(case((unaided, 1), else_=0)),
        )
        .where(ExerciseTry.sitting_id.in_(sitting_ids))
        .group_by(ExerciseTry.sitting_id)
    )
    tries = {sitting_id: (answered, right) for sitting_id, answered, right in rows}
    sittings = db.session.execute(
        select(PracticeSitting.id, PracticeSitting.choices).where(
            PracticeSitting.id.in_(sitting_ids)
        )
    )
    return {
        sitting_id: CheckResult(len(choices), *tries.get(sitting_id, (0, 0)))
        for sitting_id, choices in sittings
    }
