"""Asking for more time to practise, giving it, and saying no."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from lms.audit.service import note
from lms.database import db
from lms.errors import Conflict
from lms.extensions.actions import EXTENSION_DECLINED, EXTENSION_GRANTED, EXTENSION_REQUESTED
from lms.extensions.models import ExtensionRequest
from lms.extensions.queries import own_ends_in, waiting_requests
from lms.extensions.rules import may_ask, proposed_until
from lms.language import gettext_noop as _
from lms.people.models import Person
from lms.workshops.models import Enrolment, Extension, Workshop
from lms.workshops.queries import schedule_of
from lms.workshops.rules import IS_CLOSED
from lms.workshops.service import InvalidField


def request_extension(enrolment: Enrolment, wish: str, now: datetime) -> ExtensionRequest:
    """Ask for more time. While one request waits there is no second: a new wish replaces its wish.

    Raises Conflict before the end of her practice period is near.
    """
    # Of two presses at once one comes first. Her row alone: what may be missing cannot be locked.
    db.session.execute(select(Enrolment.id).filter_by(id=enrolment.id).with_for_update())
    waiting = db.session.scalar(
        select(ExtensionRequest).where(
            ExtensionRequest.enrolment_id == enrolment.id, ExtensionRequest.answered_at.is_(None)
        )
    )
    if waiting is not None:
        waiting.wish = wish or waiting.wish
        return waiting
    if not may_ask(schedule_of(enrolment.workshop, enrolment), now):
        raise Conflict(_("You can ask for more time when the end of your practice period is near."))
    request = ExtensionRequest(enrolment=enrolment, asked_at=now, wish=wish)
    db.session.add(request)
    note(
        EXTENSION_REQUESTED,
        f"enrolment:{enrolment.id}",
        now,
        actor_id=enrolment.person_id,
        workshop_id=enrolment.workshop_id,
        reason=wish,
    )
    return request


def extend_practice(
    workshop: Workshop,
    *,
    until: datetime,
    reason: str,
    now: datetime,
    actor_id: int | None = None,
    enrolments: Sequence[Enrolment] | None = None,
) -> list[Extension]:
    """Give the workshop, or these people of it, until `until` to practise; also after the end.

    Who has as long already is left as she is. Requests of those who gain are answered by it.
    Raises InvalidField unless `until` is later than now and somebody gains, and Conflict for a
    workshop that was closed by hand.
    """
    db.session.refresh(workshop, with_for_update=True)
    end = _end_for_all(workshop, until, now)
    own_ends = own_ends_in(workshop)

    def end_of(enrolment_id: int | None) -> datetime:
        return end if enrolment_id is None else max(end, own_ends.get(enrolment_id, end))

    ids = [None] if enrolments is None else [each.id for each in enrolments]
    gaining = {each: end_of(each) for each in ids if until > end_of(each)}
    if not gaining:
        raise InvalidField("until", _("The practice period lasts as long as that already."))
    granted = [
        Extension(
            workshop_id=workshop.id,
            enrolment_id=enrolment_id,
            until=until,
            reason=reason,
            granted_by_id=actor_id,
            granted_at=now,
        )
        for enrolment_id in gaining
    ]
    db.session.add_all(granted)
    db.session.flush()
    for extension in granted:
        _note_extension(extension, gaining[extension.enrolment_id])
    for request in waiting_requests(workshop):
        covered = enrolments is None or request.enrolment_id in gaining
        if covered and until > end_of(request.enrolment_id):
            request.answered_at, request.answered_by_id = now, actor_id
            request.granted_until = until
    return granted


def _end_for_all(workshop: Workshop, until: datetime, now: datetime) -> datetime:
    """When the practice period of the workshop ends, if it may be extended until `until`."""
    schedule = schedule_of(workshop)
    if schedule.is_closed_by_hand(now):
        raise Conflict(IS_CLOSED)
    if until <= now:
        raise InvalidField("until", _("Choose a day that is still to come."))
    if schedule.practice_ends_at is None:
        raise InvalidField("until", _("Set the dates of the workshop first."))
    return schedule.practice_ends_at


def grant_request(
    request: ExtensionRequest, until: datetime, words: str, trainer: Person, now: datetime
) -> None:
    """Give who asked until `until`. Raises like `extend_practice`; Conflict if it was answered."""
    _refuse_answered(request)
    request.answer = words
    extend_practice(
        request.enrolment.workshop,
        until=until,
        reason=request.wish,
        now=now,
        actor_id=trainer.id,
        enrolments=[request.enrolment],
    )


def grant_requests(requests: Sequence[ExtensionRequest], trainer: Person, now: datetime) -> None:
    """Give everybody who waits two weeks more, counted from the end she has, or from now."""
    for request in requests:
        enrolment = request.enrolment
        workshop = enrolment.workshop
        end = schedule_of(workshop, enrolment).practice_ends_at
        grant_request(request, proposed_until(end, now, workshop.zone), "", trainer, now)


def decline_request(request: ExtensionRequest, words: str, trainer: Person, now: datetime) -> None:
    """Give who asked no more time, with a word why. Raises Conflict if it was answered."""
    _refuse_answered(request)
    request.answer, request.answered_at, request.answered_by_id = words, now, trainer.id
    note(
        EXTENSION_DECLINED,
        f"enrolment:{request.enrolment_id}",
        now,
        actor_id=trainer.id,
        workshop_id=request.enrolment.workshop_id,
        reason=words,
    )


def _refuse_answered(request: ExtensionRequest) -> None:
    if not request.is_waiting:
        raise Conflict(_("This request was answered already. Load the page again."))


def _note_extension(extension: Extension, before: datetime) -> None:
    note(
        EXTENSION_GRANTED,
        f"enrolment:{extension.enrolment_id}"
        if extension.enrolment_id
        else f"workshop:{extension.workshop_id}",
        extension.granted_at,
        actor_id=extension.granted_by_id,
        workshop_id=extension.workshop_id,
        before={"until": before.isoformat()},
        after={"until": extension.until.isoformat()},
        reason=extension.reason,
    )
