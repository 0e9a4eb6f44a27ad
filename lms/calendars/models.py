"""Personal addresses of calendars."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.database import Model
from lms.people.models import Person


class CalendarFeed(Model):
    """The address under which a calendar program fetches a person's meetings without signing in.

    `token` is kept as it is, for her page shows the address again; it opens nothing but the times
    and places of her meetings. A new one or none takes its power away.
    """

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), unique=True)
    token: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]

    person: Mapped[Person] = relationship()
