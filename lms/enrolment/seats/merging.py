"""Making one of two: every row that refers to the one comes to refer to the other.

Nothing is known here of features: the tables say themselves which rows are a person's or an
enrolment's. Where both have a row in the same place (the same meeting, the same attempt) that says
the same, one is kept; where they say different things nothing is merged, for somebody must decide.
"""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from lms.calendars.models import CalendarFeed
from lms.database import UtcDateTime, db
from lms.errors import Conflict
from lms.language import gettext_noop as _
from lms.people.models import ActivationCard, WebSession
from lms.people.second_factor.models import SecondFactor

WHAT = {
    "attendance": _("attendance of the same meeting"),
    "excuse": _("a request to be excused from the same meeting"),
    "attempt": _("answers in the same quiz"),
    "exercise_try": _("tries of the same exercise"),
}
SAYS = {"attendance": frozenset({"presence"})}
"""Of these tables only these columns make two records differ; how it was recorded does not."""
_OTHERWISE = _("records of the same thing")
_BOTH_HAVE = _("Both have %(what)s, and they differ. Correct one of them first.")


def move_rows(
    target: str, gone_id: int, kept_id: int, *, but: frozenset[str] = frozenset()
) -> None:
    """Let all that refers to row `gone_id` of table `target` refer to `kept_id` instead.

    Tables in `but` are left alone. Raises Conflict where both have rows that differ.
    """
    db.session.flush()
    for column in columns_for(target):
        if column.table.name in but:
            continue
        for names in _unique_with(column):
            _drop_doubles(column, names, gone_id, kept_id)
        moved = sa.update(column.table).where(column == gone_id).values({column.name: kept_id})
        db.session.execute(moved)
    # The updates went past the objects that are loaded.
    db.session.expire_all()


def forget_ways_in(person_id: int) -> None:
    """Delete by what somebody got in as a person who is about to be joined with another.

    Sign-ins, cards and calendar addresses would open the other one's account.
    """
    for table in (WebSession, ActivationCard, CalendarFeed, SecondFactor):
        db.session.execute(sa.delete(table).where(table.person_id == person_id))


def columns_for(target: str) -> Iterator[sa.Column[Any]]:
    """Yield every column of every table that refers to `target`."""
    for table in db.metadata.sorted_tables:
        for column in table.columns:
            if any(key.column.table.name == target for key in column.foreign_keys):
                yield column


def _unique_with(column: sa.Column[Any]) -> list[tuple[str, ...]]:
    """For each unique constraint with `column` the names of its other columns."""
    return [
        tuple(one.name for one in constraint.columns if one is not column)
        for constraint in column.table.constraints
        if isinstance(constraint, sa.UniqueConstraint) and column in constraint.columns.values()
    ]


def _drop_doubles(
    column: sa.Column[Any], names: tuple[str, ...], gone_id: int, kept_id: int
) -> None:
    table = column.table
    rows = db.session.execute(sa.select(table).where(column.in_([gone_id, kept_id]))).mappings()
    kept = {}
    doubtful = []
    for row in rows:
        place = tuple(row[name] for name in names)
        if row[column.name] == kept_id:
            kept[place] = row
        else:
            doubtful.append((place, row))
    said = SAYS.get(table.name)
    compared = [one.name for one in table.columns if _is_compared(one) and one.name not in names]
    compared = [name for name in compared if said is None or name in said]
    for place, row in doubtful:
        other = kept.get(place)
        if other is None:
            continue
        # What hangs on the second row would go with it, so two such rows are never taken for one.
        if _is_referred_to(table) or any(
            row[name] != other[name] for name in compared if name != column.name
        ):
            raise Conflict(_BOTH_HAVE, what=WHAT.get(table.name, _OTHERWISE))
        db.session.execute(sa.delete(table).where(table.c.id == row["id"]))


def _is_referred_to(table: sa.Table) -> bool:
    """Whether rows of other tables hang on rows of this one, so that none goes unseen."""
    return any(
        key.column.table is table
        for other in db.metadata.sorted_tables
        for key in other.foreign_keys
    )


def _is_compared(column: sa.Column[Any]) -> bool:
    """Whether a column says something: not its id, when it was written or by whom."""
    if column.primary_key or isinstance(column.type, UtcDateTime):
        return False
    return not any(key.column.table.name == "person" for key in column.foreign_keys)
