"""What the app on somebody's phone shares with us."""

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.database import Model


class SecondFactor(Model):
    """The secret of an app; it counts once `Person.second_factor_at` is set.

    `last_step`: the time step of the code used last, for each is good once. Of recovery codes only
    hashes are kept; a used one is taken out.
    """

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), unique=True)
    secret: Mapped[str] = mapped_column(String(64))
    last_step: Mapped[int] = mapped_column(default=0)
    recovery: Mapped[list[str]] = mapped_column(JSON)
