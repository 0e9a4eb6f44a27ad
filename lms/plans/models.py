"""Plans of participants, their steps, and what they say of them on day 30 and 90."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.database import Model
from lms.plans.rules import (
    MAX_DONE_LENGTH,
    MAX_MISSING_LENGTH,
    MAX_SHORT_LENGTH,
    MAX_TEXT_LENGTH,
    PlanUse,
    StepDraft,
    StepState,
)
from lms.uploads.models import Upload
from lms.workshops.models import Enrolment


class ActionPlan(Model):
    """What a participant will change within 90 days; any text may still be empty.

    `indicator` is the number that shows whether it works, `value_before` what it was at the
    beginning, as a number or in words. `photo` is of a page written by hand.
    """

    enrolment_id: Mapped[int] = mapped_column(
        ForeignKey("enrolment.id", ondelete="CASCADE"), unique=True
    )
    aim: Mapped[str] = mapped_column(String(MAX_TEXT_LENGTH), default="")
    indicator: Mapped[str] = mapped_column(String(MAX_TEXT_LENGTH), default="")
    value_before: Mapped[str] = mapped_column(String(MAX_SHORT_LENGTH), default="")
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("upload.id"))
    begun_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    enrolment: Mapped[Enrolment] = relationship()
    photo: Mapped[Upload | None] = relationship()
    steps: Mapped[list["PlanStep"]] = relationship(
        order_by="PlanStep.place", cascade="all, delete-orphan"
    )


class PlanStep(Model):
    """A step of a plan; its `place` is that of its fields on the page, the first is 1."""

    __table_args__ = (UniqueConstraint("plan_id", "place"),)

    plan_id: Mapped[int] = mapped_column(ForeignKey("action_plan.id", ondelete="CASCADE"))
    place: Mapped[int]
    what: Mapped[str] = mapped_column(String(MAX_TEXT_LENGTH), default="")
    who: Mapped[str] = mapped_column(String(MAX_SHORT_LENGTH), default="")
    due_on: Mapped[date | None]
    how_seen: Mapped[str] = mapped_column(String(MAX_TEXT_LENGTH), default="")
    done_at: Mapped[datetime | None]

    @property
    def draft(self) -> StepDraft:
        """What was typed."""
        return StepDraft(self.what, self.who, self.due_on, self.how_seen)

    @property
    def state(self) -> StepState:
        """What lists count."""
        return StepState(self.due_on, self.done_at)


class FollowUp(Model):
    """What a participant says so many days after the last meeting; empty until `answered_at`.

    `asked_at`: somebody of the staff says that she has written to her. `done_words` tells the steps
    that were done then, a line each. `sitting_id` holds the six questions she answered with it.
    """

    __table_args__ = (UniqueConstraint("enrolment_id", "day"),)

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    day: Mapped[int]
    asked_at: Mapped[datetime | None]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None]
    uses_it: Mapped[PlanUse | None]
    done_words: Mapped[str] = mapped_column(String(MAX_DONE_LENGTH), default="")
    missing: Mapped[str] = mapped_column(String(MAX_MISSING_LENGTH), default="")
    indicator_now: Mapped[str] = mapped_column(String(MAX_SHORT_LENGTH), default="")
    sitting_id: Mapped[int | None] = mapped_column(
        ForeignKey("practice_sitting.id", ondelete="SET NULL")
    )
