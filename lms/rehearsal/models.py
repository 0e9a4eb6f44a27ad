"""The table of rehearsals."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.database import Model
from lms.workshops.models import Workshop


class Rehearsal(Model):
    """`workshop` is played in place of the workshop `of_id`, which may have one rehearsal.

    The PIN of the invented people follows from `token` and the server's key. `played_until` is on
    the rehearsal's own clock.
    """

    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshop.id", ondelete="CASCADE"), unique=True
    )
    of_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), unique=True)
    token: Mapped[str] = mapped_column(String(64))
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    made_at: Mapped[datetime]
    played_until: Mapped[datetime]

    workshop: Mapped[Workshop] = relationship(foreign_keys=workshop_id)
    of: Mapped[Workshop] = relationship(foreign_keys=of_id)
