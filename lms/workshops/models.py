"""Programs, workshops, meetings, staff, enrolments, extensions and handouts."""

import secrets
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.database import Model
from lms.people.models import Person
from lms.publishing.models import CourseRevision


class Part(StrEnum):
    """Half of a workshop day, each with its own sign-in."""

    MORNING = "morning"
    AFTERNOON = "afternoon"


class StaffRole(StrEnum):
    """Who runs a workshop."""

    TRAINER = "trainer"
    ASSISTANT = "assistant"


class Program(Model):
    """A syllabus and a target: the same workshop held again until everybody is trained.

    `letterhead` (lines), `chair_name` and `chair_nip` (of the committee) stand on printed sheets.
    A rehearsal is the only workshop of a program of its own, so that it gets into no report.
    `lent_at`: since then it goes on on another computer (`lms.lending`).
    """

    __table_args__ = (CheckConstraint("target > 0", name="target_positive"),)

    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(160))
    target: Mapped[int]
    partners: Mapped[str] = mapped_column(String(300), default="")
    letterhead: Mapped[str] = mapped_column(String(400), default="")
    chair_name: Mapped[str] = mapped_column(String(160), default="")
    chair_nip: Mapped[str] = mapped_column(String(40), default="")
    is_rehearsal: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    lent_at: Mapped[datetime | None]


class ProgramOrganiser(Model):
    """A person who organises a program."""

    __table_args__ = (UniqueConstraint("program_id", "person_id"),)

    program_id: Mapped[int] = mapped_column(ForeignKey("program.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)

    person: Mapped[Person] = relationship()


class Workshop(Model):
    """One five-day delivery of a course (Angkatan).

    `is_draft`: it is being planned, and only organisers know of it until they open it.
    `clock_ahead`: by how many seconds the clock of a rehearsal runs ahead of the true one.
    `rests_since`: from then on, its practice over, what is written to it is counted in
    `writes_at_rest` (`lms.workshops.service_resting`); None while it runs.
    `secret`: what nobody can guess about the numbers and orders of its quizzes.
    """

    __table_args__ = (
        UniqueConstraint("program_id", "number"),
        CheckConstraint("capacity > 0", name="capacity_positive"),
        CheckConstraint("practice_days >= 0", name="practice_days_not_negative"),
    )

    program_id: Mapped[int] = mapped_column(ForeignKey("program.id"))
    revision_id: Mapped[int] = mapped_column(ForeignKey("course_revision.id"), index=True)
    number: Mapped[int]
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    place: Mapped[str] = mapped_column(String(200))
    time_zone: Mapped[str] = mapped_column(String(64), default="Asia/Makassar")
    capacity: Mapped[int]
    practice_days: Mapped[int] = mapped_column(default=30)
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    is_draft: Mapped[bool] = mapped_column(default=False)
    clock_ahead: Mapped[int] = mapped_column(default=0)
    rests_since: Mapped[datetime | None]
    writes_at_rest: Mapped[int] = mapped_column(default=0)
    # 62 bits, for both databases keep whole numbers with a sign in 64.
    secret: Mapped[int] = mapped_column(BigInteger, default=lambda: secrets.randbits(62))

    program: Mapped[Program] = relationship()
    revision: Mapped[CourseRevision] = relationship()

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which every clock time of this workshop is shown."""
        return ZoneInfo(self.time_zone)


class Meeting(Model):
    """Half a day with its own sign-in."""

    __table_args__ = (
        UniqueConstraint("workshop_id", "day", "part"),
        CheckConstraint("ends_at > starts_at", name="ends_after_it_starts"),
        CheckConstraint("day >= 1", name="day_positive"),
    )

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    day: Mapped[int]
    part: Mapped[Part]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
    cancellation_reason: Mapped[str] = mapped_column(String(500), default="")


class Staff(Model):
    """A trainer or assistant of a workshop."""

    __table_args__ = (UniqueConstraint("workshop_id", "person_id"),)

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[StaffRole]

    person: Mapped[Person] = relationship()


class StaffInvitation(Model):
    """Somebody of another program, or nobody's yet, who is asked to run a workshop.

    `name` and `email` as they were typed: all that those who ask are shown before she agrees.
    """

    __table_args__ = (UniqueConstraint("workshop_id", "person_id"),)

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[StaffRole]
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254))
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    invited_at: Mapped[datetime]

    workshop: Mapped[Workshop] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    invited_by: Mapped[Person | None] = relationship(foreign_keys=[invited_by_id])


class Enrolment(Model):
    """A person's place in a workshop.

    `first_form` is the test form she sits first: the one that fewer had when she took her seat. It
    stays hers, and a test she has sat fixes it for good.

    A substitute has `replaces_id`, the enrolment whose seat she took over, and the workshop day
    `from_day` from which it is hers; the other one's last day is `until_day`. The two are one seat
    and two persons. Who walked in after noon takes part `from_afternoon` of her `from_day` on;
    `walked_in_at` is set while somebody added at the door is not matched with anybody known.
    """

    __table_args__ = (UniqueConstraint("workshop_id", "person_id"),)

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    first_form: Mapped[str] = mapped_column(String(1))
    enrolled_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    withdrawal_reason: Mapped[str] = mapped_column(String(500), default="")
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id"), unique=True)
    from_day: Mapped[int] = mapped_column(default=1)
    from_afternoon: Mapped[bool] = mapped_column(default=False)
    until_day: Mapped[int | None]
    walked_in_at: Mapped[datetime | None]

    workshop: Mapped[Workshop] = relationship()
    person: Mapped[Person] = relationship()


class Extension(Model):
    """More practice time for a whole workshop (no enrolment) or for one person."""

    __table_args__ = (Index(None, "workshop_id", "enrolment_id"),)

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    enrolment_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id"), index=True)
    until: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(500))
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    granted_at: Mapped[datetime]

    enrolment: Mapped[Enrolment | None] = relationship()
    granted_by: Mapped[Person | None] = relationship()


class Handout(Model):
    """Who was just given a card or a first password, for a short time, to be shown and printed.

    The secrets are not kept: they follow from `token` and the server's own key.
    """

    token: Mapped[str] = mapped_column(String(64), unique=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime] = mapped_column(index=True)
    person_ids: Mapped[list[int]] = mapped_column(JSON)
