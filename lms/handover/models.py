"""What organisers write and show for the report of a workshop or of a program."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.certificates.printed import signatories_from
from lms.database import Model
from lms.handover.rules import MAX_PLACE_LENGTH, MAX_TEXT_LENGTH, WrittenTexts
from lms.uploads.models import Upload

MAX_CAPTION_LENGTH = 160


class KeptTexts:
    """The texts of one report."""

    background: Mapped[str] = mapped_column(String(MAX_TEXT_LENGTH), default="")
    basis: Mapped[str] = mapped_column(String(MAX_TEXT_LENGTH), default="")
    obstacles: Mapped[str] = mapped_column(String(MAX_TEXT_LENGTH), default="")
    conclusion: Mapped[str] = mapped_column(String(MAX_TEXT_LENGTH), default="")
    suggestions: Mapped[str] = mapped_column(String(MAX_TEXT_LENGTH), default="")
    issued_in: Mapped[str] = mapped_column(String(MAX_PLACE_LENGTH), default="")
    signatories: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    @property
    def texts(self) -> WrittenTexts:
        return WrittenTexts(
            self.background,
            self.basis,
            self.obstacles,
            self.conclusion,
            self.suggestions,
            self.issued_in,
            signatories_from(self.signatories),
        )


class WorkshopReportText(KeptTexts, Model):
    """Those of a workshop."""

    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshop.id", ondelete="CASCADE"), unique=True
    )


class ProgramReportText(KeptTexts, Model):
    """Those of a program."""

    program_id: Mapped[int] = mapped_column(
        ForeignKey("program.id", ondelete="CASCADE"), unique=True
    )


class ReportPhoto(Model):
    """A photo of a workshop for the annex of its report; the upload says who sent it."""

    __table_args__ = (UniqueConstraint("workshop_id", "upload_id"),)

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    upload_id: Mapped[int] = mapped_column(ForeignKey("upload.id"), index=True)
    caption: Mapped[str] = mapped_column(String(MAX_CAPTION_LENGTH))
    added_at: Mapped[datetime]

    upload: Mapped[Upload] = relationship()
