"""Photos of a workshop for the annex of its report, each with a line below it."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.database import db
from lms.handover.models import ReportPhoto
from lms.uploads.models import Upload
from lms.uploads.service import storage
from lms.workshops.models import Workshop


@dataclass(frozen=True)
class Picture:
    """A photo as it is printed: a JPEG of at most 480 pixels in Base64, and the line below it."""

    jpeg: str
    caption: str


def photos_of(workshop: Workshop) -> Sequence[ReportPhoto]:
    """The photos of a workshop's report in the order they came."""
    return db.session.scalars(
        select(ReportPhoto)
        .options(joinedload(ReportPhoto.upload).joinedload(Upload.owner))
        .where(ReportPhoto.workshop_id == workshop.id)
        .order_by(ReportPhoto.id)
    ).all()


def pictures_of(workshop: Workshop) -> tuple[Picture, ...]:
    """The same to be printed; one whose bytes are gone is left out."""
    found = []
    for photo in photos_of(workshop):
        try:
            jpeg = storage().read(f"{photo.upload.token}.small")
        except FileNotFoundError:
            continue
        found.append(Picture(b64encode(jpeg).decode(), photo.caption))
    return tuple(found)
