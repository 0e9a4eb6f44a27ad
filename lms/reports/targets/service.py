"""Setting what is aimed at with each goal, as long as nothing has begun."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from lms.audit.service import note
from lms.database import db
from lms.errors import Conflict
from lms.language import gettext_noop as _
from lms.reports.account.goals import Target
from lms.reports.actions import GOAL_TARGETS_CHANGED
from lms.reports.targets.models import GoalTarget
from lms.workshops.models import Workshop
from lms.workshops.queries import schedule_of
from lms.workshops.rules import Schedule


def are_fixed(schedule: Schedule, now: datetime) -> bool:
    """Whether day 1 has begun: a target set afterwards would be set by the result."""
    return bool(schedule.slots) and schedule.slots[0].starts_at <= now


def set_targets(
    workshop: Workshop, targets: Mapping[str, Target], *, now: datetime, actor_id: int
) -> None:
    """Set the targets of goals by their ids. Raises Conflict once day 1 has begun."""
    if are_fixed(schedule_of(workshop), now):
        raise Conflict(_("Day 1 has begun; the targets of the goals are fixed now."))
    rows = {
        row.goal_id: row
        for row in db.session.scalars(
            select(GoalTarget).where(GoalTarget.workshop_id == workshop.id).with_for_update()
        )
    }
    before = {id_: Target(row.share, row.score) for id_, row in rows.items()}
    changed = {
        id_: target for id_, target in targets.items() if before.get(id_, Target()) != target
    }
    for goal_id, target in changed.items():
        row = rows.get(goal_id)
        if row is None:
            row = GoalTarget(workshop_id=workshop.id, goal_id=goal_id)
            db.session.add(row)
        row.share, row.score = target.share, target.score
        row.set_at, row.set_by_id = now, actor_id
    if changed:
        note(
            GOAL_TARGETS_CHANGED,
            f"workshop:{workshop.id}",
            now,
            actor_id=actor_id,
            workshop_id=workshop.id,
            before={"goal_targets": [_written(id_, before.get(id_, Target())) for id_ in changed]},
            after={"goal_targets": [_written(id_, target) for id_, target in changed.items()]},
        )


def _written(goal_id: str, target: Target) -> str:
    return f"{goal_id}: {target.share}% ≥ {target.score}"
