"""Asking somebody to organise a program as well, answering that, and removing organisers."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from lms.audit.actions import AuditAction
from lms.audit.service import note
from lms.database import db
from lms.errors import Conflict
from lms.language import gettext_noop as _
from lms.people.models import Person, Standing
from lms.workshops.actions import (
    ORGANISER_ADDED,
    ORGANISER_INVITED,
    ORGANISER_REMOVED,
    ORGANISER_UNINVITED,
)
from lms.workshops.models import Program, ProgramOrganiser
from lms.workshops.organisers.models import ProgramInvitation
from lms.workshops.organisers.queries import asked_to_organise, organisers_of
from lms.workshops.service import InvalidField


def ask_to_organise(program: Program, email: str, *, now: datetime, actor_id: int) -> None:
    """Ask whoever signs in with an email. Raises InvalidField for who organises or is asked."""
    if any(one.person.email == email for one in organisers_of(program)):
        raise InvalidField("email", _("This person organises the program already."))
    if any(one.email == email for one in asked_to_organise(program)):
        raise InvalidField("email", _("Somebody with this email is asked already."))
    db.session.add(
        ProgramInvitation(
            program_id=program.id, email=email, invited_by_id=actor_id, invited_at=now
        )
    )
    _note(ORGANISER_INVITED, program.id, now, actor_id, after={"email": email})


def agree_to_organise(invitation: ProgramInvitation, person: Person, *, now: datetime) -> None:
    """Let her organise the program, for she says yes. Raises Conflict for who may organise none."""
    if person.standing is Standing.MEMBER:
        raise Conflict(
            _(
                "Your account is not that of an organiser yet. Ask the administrator to change your"
                " role, then say yes again; you stay asked."
            )
        )
    program_id = invitation.program_id
    known = select(ProgramOrganiser.id).filter_by(program_id=program_id, person_id=person.id)
    if db.session.scalar(known) is None:
        db.session.add(ProgramOrganiser(program_id=program_id, person_id=person.id))
    db.session.delete(invitation)
    _note(ORGANISER_ADDED, program_id, now, person.id, after={"person": person.id})


def ask_no_longer(invitation: ProgramInvitation, *, now: datetime, actor_id: int) -> None:
    """End an invitation: who was asked says no, or who asked has thought better of it."""
    before = {"email": invitation.email}
    _note(ORGANISER_UNINVITED, invitation.program_id, now, actor_id, before=before)
    db.session.delete(invitation)


def remove_organiser(organiser: ProgramOrganiser, *, now: datetime, actor_id: int) -> None:
    """Take somebody out of the organisers. Raises Conflict for the last one."""
    # Two who take each other out at once would leave none.
    program = select(Program.id).where(Program.id == organiser.program_id)
    db.session.execute(program.with_for_update(key_share=True))
    others = select(func.count()).where(ProgramOrganiser.program_id == organiser.program_id)
    if db.session.scalar(others) == 1:
        raise Conflict(_("A program needs an organiser. Ask another one first, then remove."))
    before = {"person": organiser.person_id}
    _note(ORGANISER_REMOVED, organiser.program_id, now, actor_id, before=before)
    db.session.delete(organiser)


def _note(
    action: AuditAction,
    program_id: int,
    now: datetime,
    actor_id: int,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    note(action, f"program:{program_id}", now, actor_id=actor_id, before=before, after=after)
