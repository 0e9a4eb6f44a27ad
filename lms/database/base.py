"""What every table shares, and the one `db`."""

import enum
from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry

from lms.database.types import ExactFraction, UtcDateTime, checked_enum


class Base(DeclarativeBase):
    """What every table shares: an id, named constraints, the types in `types.py`."""

    registry = registry(
        metadata=sa.MetaData(
            naming_convention={
                "ix": "ix_%(table_name)s_%(column_0_N_name)s",
                "uq": "uq_%(table_name)s_%(column_0_N_name)s",
                "ck": "ck_%(table_name)s_%(constraint_name)s",
                "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
                "pk": "pk_%(table_name)s",
            }
        ),
        type_annotation_map={
            datetime: UtcDateTime,
            Fraction: ExactFraction,
            dict[str, Any]: sa.JSON,
            list[str]: sa.JSON,
            enum.StrEnum: checked_enum(enum.StrEnum),
        },
    )

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)


db = SQLAlchemy(model_class=Base)
if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model  # Base with what Flask-SQLAlchemy adds, which type checkers cannot see
