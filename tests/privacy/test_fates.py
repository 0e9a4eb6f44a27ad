"""Of every table and column it is said whether a copy and erasure cover it."""

import pytest
import sqlalchemy as sa

from lms.database import db
from lms.features import FEATURES
from lms.privacy.fates import HERS, NOT_HERS


def test_every_table_is_hers_or_not():
    assert FEATURES  # importing them has loaded every table
    assert set(db.metadata.tables) == set(HERS) | NOT_HERS
    assert not set(HERS) & NOT_HERS


def is_text(column):
    """Whether a column may hold words: a text that is no choice, or JSON."""
    return isinstance(column.type, sa.String | sa.JSON) and not isinstance(column.type, sa.Enum)


@pytest.mark.parametrize("name", sorted(HERS))
def test_every_column_of_hers_has_a_fate(name):
    table, fate = db.metadata.tables[name], HERS[name]
    named = set(fate.emptied or ()) | fate.stays

    assert named | fate.secret | {fate.owner} <= set(table.columns.keys())
    assert not set(fate.emptied or ()) & fate.stays
    if not fate.deleted:
        texts = {column.name for column in table.columns if is_text(column)}
        assert texts <= named, f"{name}: say of these whether erasure empties them"


@pytest.mark.parametrize("name", sorted(HERS))
def test_the_owner_leads_to_a_person_through_tables_of_hers(name):
    column = db.metadata.tables[name].c[HERS[name].owner]
    targets = [key.column.table.name for key in column.foreign_keys]

    assert name == "person" or targets[0] in HERS
