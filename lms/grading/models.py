"""The comments a trainer keeps for reuse."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.database import Model

MAX_SNIPPET_LENGTH = 500


class Snippet(Model):
    """A comment that a trainer uses again, in all her workshops."""

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    text: Mapped[str] = mapped_column(String(MAX_SNIPPET_LENGTH))
    created_at: Mapped[datetime]
