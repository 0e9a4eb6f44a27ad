"""Cards and first passwords, shown for a short time to the one who gave them out.

A secret follows from the random token of its handout and the server's own key, so it is kept
nowhere, a repeated submit gives the same one, and the page that shows it can be loaded again.
An import leaves a handout as well, so that a repeated one is known.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from lms.database import db
from lms.errors import NotFound
from lms.language import gettext_noop as _
from lms.workshops.models import Handout, Workshop

SHOWN_FOR = timedelta(minutes=30)


@dataclass(frozen=True)
class NewSecret:
    """What a new colleague signs in with: her email and the hash of her password."""

    identity: str
    hashed: str


def begin_handout(workshop: Workshop, token: str, now: datetime, actor_id: int) -> Handout | None:
    """Begin to give out secrets under `token`; None if that has been done: a repeated submit.

    Call it before anything is written, then fill `person_ids`. Older handouts are forgotten.
    """
    db.session.execute(delete(Handout).where(Handout.made_at < now - SHOWN_FOR))
    handout = Handout(
        token=token, workshop_id=workshop.id, made_by_id=actor_id, made_at=now, person_ids=[]
    )
    try:
        # The unique token decides which of two presses is the first.
        with db.session.begin_nested():
            db.session.add(handout)
            db.session.flush()
    except IntegrityError:
        return None
    return handout


def handout_of(workshop: Workshop, token: str, actor_id: int, now: datetime) -> Handout | None:
    """A handout that is still shown to the one who made it."""
    handout: Handout | None = db.session.scalar(
        select(Handout).where(
            Handout.token == token,
            Handout.workshop_id == workshop.id,
            Handout.made_by_id == actor_id,
            Handout.made_at >= now - SHOWN_FOR,
        )
    )
    return handout


def handout_in(workshop: Workshop, token: str, actor_id: int, now: datetime) -> Handout:
    """The handout, as `handout_of`. Raises NotFound when it is no longer shown."""
    handout = handout_of(workshop, token, actor_id, now)
    if handout is None:
        raise NotFound(
            _("This is no longer shown. Give a new card, or a new password, to whom needs one.")
        )
    return handout


def forget(handout: Handout) -> None:
    """Stop showing these secrets; the people keep them."""
    db.session.delete(handout)
