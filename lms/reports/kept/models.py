"""What is kept of the account of a closed workshop."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from lms.database import Model


class KeptAccount(Model):
    """The facts of a workshop that was closed at `closed_at`, as `lms.reports.kept.rules` writes.

    They name enrolments, never persons: who is renamed, joined with another or erased changes
    nothing here. A row of another `format` or of another closing is as good as none.
    """

    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshop.id", ondelete="CASCADE"), unique=True
    )
    format: Mapped[int]
    closed_at: Mapped[datetime]
    kept_at: Mapped[datetime]
    seats: Mapped[str] = mapped_column(Text)
    figures: Mapped[str] = mapped_column(Text)
    mastery: Mapped[str] = mapped_column(Text)
