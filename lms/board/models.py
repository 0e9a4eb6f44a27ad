"""What a trainer started for the room."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.database import Model
from lms.people.models import Person


class RoomStart(Model):
    """An item started for everybody in a workshop; the newest row alone holds, until its end."""

    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshop.id", ondelete="CASCADE"), index=True
    )
    item_id: Mapped[str] = mapped_column(String(80))
    started_at: Mapped[datetime]
    started_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    until: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    started_by: Mapped[Person] = relationship()

    def holds(self, now: datetime) -> bool:
        """Whether it is still going on."""
        return self.ended_at is None and now < self.until
