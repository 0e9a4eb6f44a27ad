"""What is new there: it is found again here, or gets an id of this database."""

from collections.abc import Iterator

import sqlalchemy as sa

from lms.backup.moving import write_rows
from lms.lending.joint import Joint, Row
from lms.lending.queries import print_row, target_of
from lms.lending.rules import next_number
from lms.lending.scope import NUMBERED, PERSON, SHARED
from lms.lending.service_changing import change
from lms.lending.service_people import settle_new_person


def add(joint: Joint, table: sa.Table, rows: list[Row]) -> None:
    """Add rows that are new there, unless the same was added here as well."""
    ids, new = joint.ids[table.name], joint.fresh.setdefault(table.name, set())
    own = [column.name for column in table.columns if target_of(column) == table.name]
    adding: list[tuple[Row, Row]] = []
    for row in rows:
        values = joint.rewritten(table, row, leaving=own)
        if lacking := _lacking(table, values):
            joint.tell(table, row, f"new there, not brought: nothing here for its {lacking}")
        elif (twin := _twin(joint, table, values)) is not None:
            ids[row["id"]] = twin["id"]
            joint.leaving[table.name].discard(twin["id"])
            if table.name not in SHARED:
                change(joint, table, row, twin, told=_differs(table, values, twin))
        else:
            _settle(joint, table, row, values)
            adding.append((row, values))
    for (row, values), row_id in zip(adding, _new_ids(joint, table, len(adding)), strict=True):
        values["id"] = ids[row["id"]] = row_id
        new.add(row_id)
    for row, values in adding:
        values |= {name: ids.get(row[name] or 0) for name in own}
    write_rows(joint.here, table, (values for _row, values in adding))
    joint.done.new[table.name] += len(adding)


def _lacking(table: sa.Table, values: Row) -> str:
    """The columns that have to refer to something, where it did not come."""
    must = [c.name for c in table.columns if target_of(c) and not c.nullable]
    return ", ".join(name for name in must if values[name] is None)


def _twin(joint: Joint, table: sa.Table, values: Row) -> Row | None:
    """The row here that shares a unique key with a row that is new there."""
    number = NUMBERED.get(table.name, ("", ()))[0]
    for constraint in table.constraints:
        if not isinstance(constraint, sa.UniqueConstraint) or table.name in (PERSON, "workshop"):
            continue
        columns = list(constraint.columns)
        if any(column.name == number or values[column.name] is None for column in columns):
            continue
        if any(_has_just_come(joint, column, values) for column in columns):
            continue
        same = (column == values[column.name] for column in columns)
        found = joint.here.execute(sa.select(table).where(*same)).mappings().first()
        if found is None:
            continue
        if {"sitting_id", "place"} == {column.name for column in columns}:
            # One sitting was gone on with on both: here it stays as it is.
            values["sitting_id"] = values["place"] = None
            continue
        return dict(found)
    return None


def _has_just_come(joint: Joint, column: sa.Column[object], values: Row) -> bool:
    return values[column.name] in joint.fresh.get(target_of(column) or "", ())


def _differs(table: sa.Table, values: Row, twin: Row) -> bool:
    of_both = (print_row(table, row | {"id": 0}).content for row in (values, twin))
    return len(set(of_both)) > 1


def _settle(joint: Joint, table: sa.Table, row: Row, values: Row) -> None:
    """Give way where something of this database has the same number, address or code."""
    if table.name == PERSON:
        settle_new_person(joint, table, row, values)
    if table.name == "workshop":
        same = sa.select(sa.exists().where(table.c.slug == values["slug"]))
        if joint.here.scalar(same):
            values["slug"] = f"{values['slug'][:40]}-{joint.token}"
            joint.tell(table, row, f"new there; its address is another's: {values['slug']}")
    if table.name in NUMBERED:
        name, within = NUMBERED[table.name]
        key = tuple(values[column] for column in within)
        taken = _taken(joint, table, key)
        values[name] = next_number(taken, row[name])
        taken.add(values[name])
        joint.numbers[(*key, row[name])] = values[name]


def _taken(joint: Joint, table: sa.Table, key: tuple[object, ...]) -> set[int]:
    """The numbers that are used here, looked up once."""
    if (table.name, *key) not in joint.taken:
        name, within = NUMBERED[table.name]
        same = (table.c[column] == value for column, value in zip(within, key, strict=True))
        numbers = joint.here.scalars(sa.select(table.c[name]).where(*same))
        joint.taken[table.name, *key] = set(numbers)
    return joint.taken[table.name, *key]


def _new_ids(joint: Joint, table: sa.Table, number: int) -> Iterator[int]:
    """So many ids that nobody else is given."""
    if joint.here.dialect.name == "postgresql":
        sequence = sa.func.pg_get_serial_sequence(table.name, "id")
        places = sa.func.generate_series(1, number).table_valued("place")
        asked = sa.select(sa.func.nextval(sequence)).select_from(places)
        yield from joint.here.scalars(asked)
        return
    last = joint.here.scalar(sa.select(sa.func.max(table.c.id))) or 0
    yield from range(last + 1, last + 1 + number)
