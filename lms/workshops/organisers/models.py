"""Who is asked to organise a program as well."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.database import Model
from lms.people.models import Person
from lms.workshops.models import Program


class ProgramInvitation(Model):
    """Whoever signs in with `email` is asked to organise the program as well.

    Nothing refers to a person, so that who asks learns nothing of who there is.
    """

    __table_args__ = (UniqueConstraint("program_id", "email"),)

    program_id: Mapped[int] = mapped_column(ForeignKey("program.id", ondelete="CASCADE"))
    email: Mapped[str] = mapped_column(String(254), index=True)
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    invited_at: Mapped[datetime]

    program: Mapped[Program] = relationship()
    invited_by: Mapped[Person | None] = relationship()
