"""Photos of the signed sheets of a meeting: the evidence on paper."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from lms.attendance.actions import SHEET_PHOTO_ADDED, SHEET_PHOTO_REMOVED
from lms.attendance.models import SheetPhoto
from lms.attendance.service import wait_for_other_recorders
from lms.audit.actions import AuditAction
from lms.audit.service import note
from lms.database import db
from lms.errors import Conflict, NotFound
from lms.language import gettext_noop as _
from lms.people.models import Person
from lms.uploads.models import Upload
from lms.uploads.rules import Purpose
from lms.uploads.service import Received, forget, store_upload
from lms.workshops.models import Meeting, Workshop

MAX_PHOTOS = 10
"""As many as a meeting keeps."""
TOO_MANY = _("A meeting keeps at most %(most)s photos. Remove one first, or send fewer.")


_PHOTOS = (  # built once, for every look at a register asks it
    select(SheetPhoto)
    .options(joinedload(SheetPhoto.upload).joinedload(Upload.owner))
    .where(SheetPhoto.meeting_id == bindparam("meeting_id"))
    .order_by(SheetPhoto.id)
)


def photos_of(meeting: Meeting) -> list[SheetPhoto]:
    """The photos of a meeting with who sent them, in the order they came."""
    return list(db.session.scalars(_PHOTOS, {"meeting_id": meeting.id}))


def photo_at(meeting: Meeting, photo_id: int) -> SheetPhoto:
    """One photo of this meeting. Raises NotFound for any other."""
    found: SheetPhoto | None = db.session.scalar(
        select(SheetPhoto).where(SheetPhoto.id == photo_id, SheetPhoto.meeting_id == meeting.id)
    )
    if found is None:
        raise NotFound(_("This photo is not here any more."))
    return found


def store_photos(
    meeting: Meeting,
    workshop: Workshop,
    received: Sequence[Received],
    sender: Person,
    now: datetime,
) -> int:
    """Keep photos with a meeting and return how many are new: one sent twice is kept once.

    Raises Conflict beyond MAX_PHOTOS, and before the meeting has begun.
    """
    if now < meeting.starts_at or meeting.cancelled_at is not None:
        raise Conflict(_("There is no signed sheet before a meeting has begun."))
    wait_for_other_recorders(meeting)
    known = {photo.upload_id for photo in photos_of(meeting)}
    before = len(known)
    for each in received:
        upload = store_upload(each, Purpose.SHEET, workshop, sender, now)
        if upload.id in known:
            continue
        known.add(upload.id)
        db.session.add(SheetPhoto(meeting_id=meeting.id, upload_id=upload.id, added_at=now))
        _note(SHEET_PHOTO_ADDED, meeting, upload, sender, now)
    if len(known) > MAX_PHOTOS:
        raise Conflict(TOO_MANY, most=MAX_PHOTOS)
    return len(known) - before


def delete_photo(meeting: Meeting, photo: SheetPhoto, actor: Person, now: datetime) -> None:
    """Remove a photo for good; the audit trail keeps who sent it and who removed it."""
    upload = photo.upload
    db.session.delete(photo)
    _note(SHEET_PHOTO_REMOVED, meeting, upload, actor, now)
    db.session.flush()
    elsewhere = select(SheetPhoto.id).where(SheetPhoto.upload_id == upload.id).limit(1)
    if db.session.scalar(elsewhere) is None:
        forget(upload)


def _note(
    action: AuditAction, meeting: Meeting, upload: Upload, actor: Person, now: datetime
) -> None:
    note(
        action,
        f"meeting:{meeting.id}",
        now,
        actor_id=actor.id,
        workshop_id=meeting.workshop_id,
        after={"sha256": upload.sha256, "sent_by": upload.owner_id},
    )
