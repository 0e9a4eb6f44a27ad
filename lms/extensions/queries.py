"""Reading who was given more time to practise, and who asks for it."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import contains_eager, joinedload

from lms.database import db
from lms.errors import NotFound
from lms.extensions.models import ExtensionRequest
from lms.language import gettext_noop as _
from lms.workshops.models import Enrolment, Extension, Workshop


def extensions_of(workshop: Workshop, enrolment: Enrolment | None = None) -> list[Extension]:
    """The extensions granted, the newest first; those that hold for one person if given."""
    query = (
        select(Extension)
        .options(
            joinedload(Extension.enrolment).joinedload(Enrolment.person),
            joinedload(Extension.granted_by),
        )
        .where(Extension.workshop_id == workshop.id)
        .order_by(Extension.granted_at.desc(), Extension.id.desc())
    )
    if enrolment is not None:
        query = query.where(
            Extension.enrolment_id.is_(None) | (Extension.enrolment_id == enrolment.id)
        )
    return list(db.session.scalars(query))


def own_ends_in(workshop: Workshop) -> dict[int, datetime]:
    """Until when people were given more time by themselves, by enrolment id."""
    rows = db.session.execute(
        select(Extension.enrolment_id, func.max(Extension.until))
        .where(Extension.workshop_id == workshop.id, Extension.enrolment_id.is_not(None))
        .group_by(Extension.enrolment_id)
    )
    return {enrolment_id: until for enrolment_id, until in rows if enrolment_id is not None}


def requests_in(workshop: Workshop) -> list[ExtensionRequest]:
    """The requests in a workshop: those that wait first, the longest waiting in front; then those
    that were answered, the latest in front.
    """
    query = (
        select(ExtensionRequest)
        .join(ExtensionRequest.enrolment)
        .options(
            contains_eager(ExtensionRequest.enrolment).joinedload(Enrolment.person),
            joinedload(ExtensionRequest.answered_by),
        )
        .where(Enrolment.workshop_id == workshop.id, Enrolment.withdrawn_at.is_(None))
        .order_by(ExtensionRequest.asked_at, ExtensionRequest.id)
    )
    found = list(db.session.scalars(query))
    waiting = [each for each in found if each.is_waiting]
    answered = [each for each in reversed(found) if not each.is_waiting]
    return [*waiting, *answered]


def requests_of(enrolment: Enrolment) -> list[ExtensionRequest]:
    """What a person has asked for, the newest first."""
    query = (
        select(ExtensionRequest)
        .options(joinedload(ExtensionRequest.answered_by))
        .where(ExtensionRequest.enrolment_id == enrolment.id)
        .order_by(ExtensionRequest.id.desc())
    )
    return list(db.session.scalars(query))


def newest_request_of(enrolment: Enrolment) -> ExtensionRequest | None:
    """What a person has asked for last, None if she never did."""
    return db.session.scalar(
        select(ExtensionRequest)
        .options(joinedload(ExtensionRequest.answered_by))
        .where(ExtensionRequest.enrolment_id == enrolment.id)
        .order_by(ExtensionRequest.id.desc())
        .limit(1)
    )


def request_in(workshop: Workshop, request_id: int) -> ExtensionRequest:
    """The request with this id within the workshop, to be answered. Raises NotFound."""
    found: ExtensionRequest | None = db.session.scalar(
        _to_answer(workshop).where(ExtensionRequest.id == request_id)
    )
    if found is None:
        raise NotFound(_("There is no such request in this workshop."))
    return found


def waiting_requests(
    workshop: Workshop, ids: Collection[int] | None = None
) -> Sequence[ExtensionRequest]:
    """The requests of a workshop that wait (those with these ids), to be answered."""
    query = _to_answer(workshop).where(ExtensionRequest.answered_at.is_(None))
    if ids is not None:
        query = query.where(ExtensionRequest.id.in_(ids))
    return db.session.scalars(query).all()


def _to_answer(workshop: Workshop) -> Select[ExtensionRequest]:
    """Select requests with their people, held until the end of the transaction."""
    return (
        select(ExtensionRequest)
        .join(ExtensionRequest.enrolment)
        .options(contains_eager(ExtensionRequest.enrolment).joinedload(Enrolment.person))
        .where(Enrolment.workshop_id == workshop.id, Enrolment.withdrawn_at.is_(None))
        .order_by(ExtensionRequest.id)
        .with_for_update(of=ExtensionRequest)
    )


_WAITING = (  # built once, for every home of a trainer asks
    select(Enrolment.workshop_id, func.count())
    .join(ExtensionRequest, ExtensionRequest.enrolment_id == Enrolment.id)
    .where(
        Enrolment.workshop_id.in_(bindparam("workshop_ids", expanding=True)),
        Enrolment.withdrawn_at.is_(None),
        ExtensionRequest.answered_at.is_(None),
    )
    .group_by(Enrolment.workshop_id)
)


def waiting_in(workshops: Iterable[Workshop]) -> dict[int, int]:
    """How many requests wait for an answer, by workshop id."""
    rows = db.session.execute(_WAITING, {"workshop_ids": [each.id for each in workshops]})
    return {row[0]: row[1] for row in rows}
