"""The table of uploads."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.database import Model
from lms.people.models import Person
from lms.uploads.rules import FileKind, Purpose
from lms.workshops.models import Workshop


class Upload(Model):
    """A file somebody sent in for a workshop, as it is kept: cleaned.

    `token` is its address and the key of its bytes in the storage, `size` in bytes and `sha256`
    are theirs.
    """

    __table_args__ = (Index(None, "workshop_id", "owner_id"),)

    token: Mapped[str] = mapped_column(String(32), unique=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    purpose: Mapped[Purpose]
    kind: Mapped[FileKind]
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    kept_at: Mapped[datetime]

    owner: Mapped[Person] = relationship()
    workshop: Mapped[Workshop] = relationship()
