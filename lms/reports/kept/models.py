"""What is kept of the account of a workshop that is closed or at rest."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from lms.database import Model


class KeptAccount(Model):
    """The facts of a workshop that changes no more, as `lms.reports.kept.rules` writes them.

    `since`: when it was closed or came to rest. `writes_at_rest`: how many writes to it had been
    counted then. They name enrolments, never persons: who is renamed, joined with another or erased
    changes nothing here. A row of another `format`, of another closing or rest, or from before a
    write at rest is as good as none.
    """

    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshop.id", ondelete="CASCADE"), unique=True
    )
    format: Mapped[int]
    # The column has its name from when only closed workshops kept anything.
    since: Mapped[datetime] = mapped_column("closed_at")
    writes_at_rest: Mapped[int] = mapped_column(default=0)
    kept_at: Mapped[datetime]
    seats: Mapped[str] = mapped_column(Text)
    figures: Mapped[str] = mapped_column(Text)
    mastery: Mapped[str] = mapped_column(Text)
