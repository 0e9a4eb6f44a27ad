"""Topics, their replies, and who has seen what."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.database import Model
from lms.discussion.rules import MAX_REASON_LENGTH, TopicKind


class Topic(Model):
    """A question, or an announcement. `html` is the sanitised form of `text`.

    Carried over from an earlier workshop (`carried_from_id`, `from_number` is that one's number)
    it has no author. A question may be about a try of an exercise, whose numbers follow from the
    seed. `withdrawn_at`: its author took it back; `hidden_at`: staff hid it.
    """

    __table_args__ = (
        Index(None, "workshop_id", "at"),
        UniqueConstraint("workshop_id", "carried_from_id"),
    )

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    kind: Mapped[TopicKind]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    anonymous: Mapped[bool] = mapped_column(default=False)
    lesson_id: Mapped[str] = mapped_column(String(80), default="")
    exercise_id: Mapped[str] = mapped_column(String(80), default="")
    exercise_revision_id: Mapped[int | None] = mapped_column(ForeignKey("course_revision.id"))
    exercise_seed: Mapped[int | None] = mapped_column(BigInteger)
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    pinned_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    hidden_at: Mapped[datetime | None]
    hidden_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    hidden_reason: Mapped[str] = mapped_column(String(MAX_REASON_LENGTH), default="")
    carried_from_id: Mapped[int | None] = mapped_column(
        ForeignKey("topic.id", ondelete="SET NULL"), index=True
    )
    from_number: Mapped[int | None]


class Reply(Model):
    """An answer, or what the asker adds. Carried over it has no author."""

    __table_args__ = (Index(None, "topic_id", "at"),)

    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    by_staff: Mapped[bool]
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    hidden_at: Mapped[datetime | None]
    hidden_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    hidden_reason: Mapped[str] = mapped_column(String(MAX_REASON_LENGTH), default="")


class TopicSeen(Model):
    """Until when a person has seen a topic."""

    __table_args__ = (UniqueConstraint("topic_id", "person_id"),)

    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    seen_at: Mapped[datetime]
