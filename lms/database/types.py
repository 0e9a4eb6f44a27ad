"""Column types: aware instants, exact fractions, enums the database checks."""

import enum
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect


class UtcDateTime(sa.TypeDecorator[datetime]):
    """An aware UTC instant; SQLite stores no zone, so it is put back on reading."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        instant: datetime = value
        return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)


class ExactFraction(sa.TypeDecorator[Fraction]):
    """A fraction kept exactly, as `numerator/denominator`: thirds of a point must add up."""

    impl = sa.String(64)
    cache_ok = True

    def process_bind_param(self, value: Fraction | None, dialect: Dialect) -> str | None:
        return None if value is None else str(Fraction(value))

    def process_result_value(self, value: Any, dialect: Dialect) -> Fraction | None:
        return None if value is None else Fraction(value)


def checked_enum(kind: type[enum.StrEnum], name: str | None = None) -> sa.Enum:
    """The type of a column that holds a member of `kind`, as the database checks it.

    A table with two columns of one kind needs a `name` for each check.
    """
    return sa.Enum(
        kind,
        name=name,
        # A text with a check on both databases: SQLite knows no enums.
        native_enum=False,
        create_constraint=True,
        length=32,
        values_callable=lambda members: [m.value for m in members],
    )
