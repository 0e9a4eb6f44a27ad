"""Asking to be excused, taking it back, and deciding."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from lms.attendance import service as attendance
from lms.audit.actions import AuditAction
from lms.audit.service import note
from lms.database import db
from lms.errors import Conflict
from lms.excuses.actions import EXCUSE_DECIDED, EXCUSE_REQUESTED, EXCUSE_TAKEN_BACK
from lms.excuses.models import Excuse
from lms.excuses.rules import ExcuseKind, ExcuseState, may_ask, may_record, move
from lms.language import gettext_noop as _
from lms.people.models import Person
from lms.uploads.models import Upload
from lms.workshops.models import Enrolment, Meeting
from lms.workshops.rules import Slot


def request_excuse(
    enrolment: Enrolment,
    slot: Slot,
    kind: ExcuseKind,
    reason: str,
    asker: Person,
    now: datetime,
    photo: Upload | None = None,
) -> Excuse:
    """Ask to be excused from a meeting. The same sent twice is one request.

    Raises Conflict for a meeting one cannot be excused from (any more), or asked about already.
    """
    meeting = db.session.scalars(  # held, so that of two requests at once one comes first
        select(Meeting).filter_by(id=slot.meeting_id).with_for_update()
    ).one()
    if not may_ask(slot, attendance.presence_of(meeting, enrolment), now):
        raise Conflict(_("You cannot ask to be excused from this meeting (any more)."))
    excuse = db.session.scalar(
        select(Excuse).filter_by(meeting_id=meeting.id, enrolment_id=enrolment.id)
    )
    if excuse is None:
        excuse = Excuse(meeting=meeting, enrolment=enrolment, kind=kind, reason=reason)
        db.session.add(excuse)
    elif excuse.state is ExcuseState.WAITING and (excuse.kind, excuse.reason) == (kind, reason):
        return excuse
    else:
        excuse.state = move(excuse.state, ExcuseState.WAITING)
    excuse.kind, excuse.reason, excuse.asked_at = kind, reason, now
    excuse.state, excuse.answer, excuse.photo = ExcuseState.WAITING, "", photo
    excuse.decided_at = excuse.decided_by = None
    _note(excuse, EXCUSE_REQUESTED, now, asker, reason, after={"kind": kind.value})
    return excuse


def withdraw_request(excuse: Excuse, asker: Person, now: datetime) -> None:
    """Take a request back that nobody decided yet. Raises Conflict afterwards."""
    excuse.state = move(excuse.state, ExcuseState.WITHDRAWN)
    _note(excuse, EXCUSE_TAKEN_BACK, now, asker)


def accept(excuse: Excuse, answer: str, trainer: Person, now: datetime) -> None:
    """Accept a request; her attendance says so, of a meeting to come as well.

    Raises Conflict if she was there or somebody decided before.
    """
    attendance.wait_for_other_recorders(excuse.meeting)
    stored = attendance.presence_of(excuse.meeting, excuse.enrolment)
    if not may_record(stored):
        raise Conflict(
            _("She is recorded as present at this meeting. Decline, or correct the register first.")
        )
    _decide(excuse, ExcuseState.ACCEPTED, answer, trainer, now)
    attendance.excuse(excuse.meeting, excuse.enrolment, excuse.kind.presence, trainer, now)


def decline(excuse: Excuse, answer: str, trainer: Person, now: datetime) -> None:
    """Decline a request; her attendance stays as it is. Raises Conflict if it was decided."""
    _decide(excuse, ExcuseState.DECLINED, answer, trainer, now)


def _decide(
    excuse: Excuse, state: ExcuseState, answer: str, trainer: Person, now: datetime
) -> None:
    excuse.state = move(excuse.state, state)
    excuse.answer, excuse.decided_at, excuse.decided_by = answer, now, trainer
    _note(excuse, EXCUSE_DECIDED, now, trainer, answer, after={"state": state.value})


def _note(
    excuse: Excuse,
    action: AuditAction,
    now: datetime,
    actor: Person,
    reason: str = "",
    after: dict[str, Any] | None = None,
) -> None:
    note(
        action,
        f"excuse:{excuse.meeting.id}:{excuse.enrolment.id}",
        now,
        actor_id=actor.id,
        workshop_id=excuse.meeting.workshop_id,
        after=after,
        reason=reason,
    )
