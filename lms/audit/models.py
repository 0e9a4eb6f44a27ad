"""The table of the audit trail."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.database import Model


class AuditEntry(Model):
    """One change: `subject` names what was changed, as `kind:id` or `kind:id:id`.

    `actor_id` is empty for a command. The ids are plain numbers, so that an entry outlives its
    subject; only rows that are never deleted are referred to by a foreign key.
    """

    __table_args__ = (Index(None, "workshop_id", "subject"),)

    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    workshop_id: Mapped[int | None]
    action: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(String(120))
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]
    reason: Mapped[str] = mapped_column(String(500), default="")
