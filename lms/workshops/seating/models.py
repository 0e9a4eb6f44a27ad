"""Who waits for a seat, and what happened to seats."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.database import Model, checked_enum
from lms.language import gettext_noop as _
from lms.people.models import Person
from lms.workshops.models import Workshop


class Waiting(Model):
    """A person on the waiting list of a workshop; the lowest `place` is the next."""

    __table_args__ = (UniqueConstraint("workshop_id", "person_id"),)

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    place: Mapped[int]
    since: Mapped[datetime]

    person: Mapped[Person] = relationship()


class SeatEvent(StrEnum):
    """What can happen to a seat, seen from the person it happens to."""

    WAITS = "waits"
    MOVED_UP = "moved_up"
    LEFT_LIST = "left_list"
    REORDERED = "reordered"
    WITHDRAWN = "withdrawn"
    CAME_BACK = "came_back"
    WALKED_IN = "walked_in"
    MATCHED = "matched"
    KEPT_AS_NEW = "kept_as_new"
    REPLACED = "replaced"
    TOOK_OVER = "took_over"
    GOT_BACK = "got_back"
    GAVE_BACK = "gave_back"
    TRANSFERRED = "transferred"
    ARRIVED = "arrived"


SEAT_EVENT_WORDS: dict[SeatEvent, str] = {
    SeatEvent.WAITS: _("Put on the waiting list"),
    SeatEvent.MOVED_UP: _("Given a seat from the waiting list"),
    SeatEvent.LEFT_LIST: _("Taken off the waiting list"),
    SeatEvent.REORDERED: _("Moved on the waiting list"),
    SeatEvent.WITHDRAWN: _("Withdrew"),
    SeatEvent.CAME_BACK: _("Came back"),
    SeatEvent.WALKED_IN: _("Added at the door"),
    SeatEvent.MATCHED: _("Matched with somebody known"),
    SeatEvent.KEPT_AS_NEW: _("Kept as a new person"),
    SeatEvent.REPLACED: _("Gave the seat to a substitute"),
    SeatEvent.TOOK_OVER: _("Took over a seat"),
    SeatEvent.GOT_BACK: _("Got the seat back"),
    SeatEvent.GAVE_BACK: _("Gave the seat back"),
    SeatEvent.TRANSFERRED: _("Moved to another workshop"),
    SeatEvent.ARRIVED: _("Came from another workshop"),
}


class SeatChange(Model):
    """One change of who sits where: the history of a seat and of a person, only ever added to.

    `other_person` is who gave or took over the seat, `other_workshop` where she came from or went,
    `day` from which workshop day it holds, if the kind has these.
    """

    __table_args__ = (Index(None, "workshop_id", "at"),)

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[SeatEvent] = mapped_column(checked_enum(SeatEvent, "happening"))
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    other_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    other_workshop_id: Mapped[int | None] = mapped_column(
        ForeignKey("workshop.id", ondelete="CASCADE")
    )
    day: Mapped[int | None]
    reason: Mapped[str] = mapped_column(String(500), default="")

    workshop: Mapped[Workshop] = relationship(foreign_keys=[workshop_id])
    other_workshop: Mapped[Workshop | None] = relationship(foreign_keys=[other_workshop_id])
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    other_person: Mapped[Person | None] = relationship(foreign_keys=[other_person_id])
    actor: Mapped[Person | None] = relationship(foreign_keys=[actor_id])
