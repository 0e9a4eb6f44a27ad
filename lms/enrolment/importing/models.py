"""Lists of participants that wait for the organiser's decision."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from lms.database import Model


class ImportDraft(Model):
    """An uploaded list of participants waiting for the organiser's decision.

    `rows` is the list as it was read, in JSON; what will happen with it is decided afresh each
    time it is shown, from `choices`: what the organiser says of columns and doubts, and whether
    the list is for the whole program. `token` is its address, and later that of the handout.
    """

    token: Mapped[str] = mapped_column(String(64), unique=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    uploaded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    uploaded_at: Mapped[datetime]
    file_name: Mapped[str] = mapped_column(String(200))
    rows: Mapped[str] = mapped_column(Text)
    choices: Mapped[dict[str, Any]] = mapped_column(default=dict)
