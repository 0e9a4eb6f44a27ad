"""What went and was changed or removed there."""

import sqlalchemy as sa

from lms.database import db
from lms.lending.joint import Joint, Row, listed
from lms.lending.queries import target_of
from lms.lending.scope import HERE_ALONE


def change(joint: Joint, table: sa.Table, row: Row, mine: Row, *, told: bool) -> None:
    """Make a row what it is there. `told`: it was changed here as well."""
    values = {
        name: value
        for name, value in joint.rewritten(table, row).items()
        if value != mine[name] and name != "id" and (table.name, name) not in HERE_ALONE
    }
    lacking = {name for name, value in values.items() if value is None and row[name] is not None}
    if lacking:
        joint.tell(table, row, f"changed there, refers to what is gone here: {listed(lacking)}")
        values = {name: value for name, value in values.items() if name not in lacking}
    if told and values:
        joint.tell(table, row, f"changed on both; as it is there: {listed(values)}")
    joint.update(table, mine["id"], values)


def remove(joint: Joint, table: sa.Table, ids: set[int]) -> None:
    """Remove what is gone there, unless something here refers to it."""
    for row_id in sorted(ids):
        if any(joint.here.scalar(asked) for asked in _referring(table, row_id)):
            joint.tell(table, {"id": row_id}, "gone there, needed here: it stays")
            continue
        joint.here.execute(sa.delete(table).where(table.c.id == row_id))
        joint.done.gone[table.name] += 1


def _referring(table: sa.Table, row_id: int) -> list[sa.Select[tuple[bool]]]:
    return [
        sa.select(sa.exists().where(column == row_id))
        for other in db.metadata.sorted_tables
        for column in other.columns
        if target_of(column) == table.name
    ]
