"""The programs that were lent."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.database import Model


class ProgramLoan(Model):
    """A program that was taken along on another computer, which has this row as well.

    `base` tells here, not there, what every row was when it went. `ended_at`: it was brought back
    or called off.
    """

    token: Mapped[str] = mapped_column(String(32), unique=True)
    program_id: Mapped[int] = mapped_column(ForeignKey("program.id"), index=True)
    lent_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    base: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
