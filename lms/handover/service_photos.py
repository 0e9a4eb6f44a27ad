"""Keeping, naming and removing photos of a workshop's report."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from lms.audit.service import note
from lms.database import db
from lms.errors import Conflict
from lms.handover.actions import REPORT_PHOTOS_CHANGED
from lms.handover.models import ReportPhoto
from lms.handover.queries_photos import photos_of
from lms.language import gettext_noop as _
from lms.people.models import Person
from lms.uploads.rules import Purpose
from lms.uploads.service import Received, forget, store_upload
from lms.workshops.models import Workshop

MAX_PHOTOS = 12
"""As many as a report holds: six rows of two."""
TOO_MANY = _("A report holds at most %(most)s photos. Remove one first, or send fewer.")


def add_photos(
    workshop: Workshop, received: Sequence[Received], sender: Person, now: datetime
) -> int:
    """Keep photos for the report and return how many are new: one sent twice is kept once.

    Raises Conflict beyond MAX_PHOTOS.
    """
    db.session.execute(select(Workshop.id).where(Workshop.id == workshop.id).with_for_update())
    known = {photo.upload_id for photo in photos_of(workshop)}
    before = len(known)
    for each in received:
        upload = store_upload(each, Purpose.REPORT, workshop, sender, now)
        if upload.id not in known:
            known.add(upload.id)
            db.session.add(
                ReportPhoto(workshop_id=workshop.id, upload_id=upload.id, caption="", added_at=now)
            )
    if len(known) > MAX_PHOTOS:
        raise Conflict(TOO_MANY, most=MAX_PHOTOS)
    new = len(known) - before
    if new:
        _note(workshop, sender, now, before, len(known))
    return new


def keep_captions(
    workshop: Workshop,
    captions: Mapping[int, str],
    removed: frozenset[int],
    actor: Person,
    now: datetime,
) -> None:
    """Write the lines below photos, by their ids, and remove those named for good."""
    photos = photos_of(workshop)
    gone = [photo for photo in photos if photo.id in removed]
    for photo in photos:
        photo.caption = captions.get(photo.id, photo.caption)
    for photo in gone:
        upload = photo.upload
        db.session.delete(photo)
        db.session.flush()
        forget(upload)
    if gone:
        _note(workshop, actor, now, len(photos), len(photos) - len(gone))


def _note(workshop: Workshop, actor: Person, now: datetime, before: int, after: int) -> None:
    note(
        REPORT_PHOTOS_CHANGED,
        f"workshop:{workshop.id}",
        now,
        actor_id=actor.id,
        workshop_id=workshop.id,
        before={"photos": before},
        after={"photos": after},
    )
