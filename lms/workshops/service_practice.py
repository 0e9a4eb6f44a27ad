"""Granting more time to practise."""

from datetime import datetime

from lms.audit.service import note
from lms.database import db
from lms.language import gettext_noop as _
from lms.workshops.actions import EXTENSION_GRANTED
from lms.workshops.models import Enrolment, Extension, Workshop
from lms.workshops.queries import schedule_of
from lms.workshops.service import InvalidField


def extend_practice(
    workshop: Workshop,
    *,
    until: datetime,
    reason: str,
    now: datetime,
    actor_id: int | None = None,
    enrolment: Enrolment | None = None,
) -> Extension:
    """Give the workshop, or one person of it, until `until` to practise.

    Raises InvalidField unless that is later than now and than the end she or it has already.
    """
    db.session.refresh(workshop, with_for_update=True)
    end = schedule_of(workshop, enrolment).practice_ends_at
    if until <= now:
        raise InvalidField("until", _("Choose a day that is still to come."))
    if end is None:
        raise InvalidField("until", _("Set the dates of the workshop first."))
    if until <= end:
        raise InvalidField("until", _("The practice period lasts as long as that already."))
    extension = Extension(
        workshop_id=workshop.id,
        enrolment_id=enrolment.id if enrolment else None,
        until=until,
        reason=reason,
        granted_by_id=actor_id,
        granted_at=now,
    )
    db.session.add(extension)
    db.session.flush()
    note(
        EXTENSION_GRANTED,
        f"enrolment:{enrolment.id}" if enrolment else f"workshop:{workshop.id}",
        now,
        actor_id=actor_id,
        workshop_id=workshop.id,
        before={"until": end.isoformat()},
        after={"until": until.isoformat()},
        reason=reason,
    )
    return extension
