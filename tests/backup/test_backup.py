"""A backup is proved when it is made, proves itself later, and can be put back."""

import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from lms.backup.contents import Installation
from lms.backup.manifest import BackupFailed
from lms.backup.service import make_backup, restore_backup, verify_backup
from lms.database import db
from lms.uploads.storage import Storage
from tests.constants import NOW
from tests.every_table import fill_every_table
from tests.factories import a_person


@pytest.fixture
def backup(app, tmp_path) -> Path:
    """A backup of a database with rows in every table."""
    with app.app_context():
        fill_every_table()
        return make_backup(tmp_path / "backups", NOW)


def all_rows() -> dict[str, Sequence[sa.Row[Any]]]:
    with db.engine.connect() as connection:
        return {
            table.name: connection.execute(sa.select(table).order_by(table.c.id)).all()
            for table in db.metadata.sorted_tables
        }


def put_back(backup: Path) -> None:
    restore_backup(backup, Installation(db.engine, Storage("uploads")))


def test_it_is_named_by_time_and_revision_and_for_nobody_elses_eyes(backup):
    modes = {stat.S_IMODE(path.stat().st_mode) for path in backup.iterdir()}

    assert backup.name.startswith("20")
    assert backup.name.endswith(f"Z-{verify_backup(backup).copied.revision}")
    assert stat.S_IMODE(backup.stat().st_mode) == 0o700
    assert modes == {0o600}


def test_nothing_half_made_is_left_beside_it(backup):
    assert [path.name for path in backup.parent.iterdir()] == [backup.name]


def test_two_of_the_same_second_stand_side_by_side(app, backup):
    with app.app_context():
        other = make_backup(backup.parent, NOW)

    assert other.name == f"{backup.name}-2"
    assert verify_backup(other) == verify_backup(backup)


def test_it_counts_the_rows_of_every_table(backup):
    rows = verify_backup(backup).copied.rows

    assert {table.name: rows[table.name] for table in db.metadata.sorted_tables} == {
        table.name: 2 for table in db.metadata.sorted_tables
    }


def test_a_changed_byte_is_found(backup):
    path = next(path for path in backup.iterdir() if path.suffix != ".json")
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)

    with pytest.raises(BackupFailed, match="not those it was made with"):
        verify_backup(backup)


def test_a_file_that_is_gone_is_found(backup):
    next(path for path in backup.iterdir() if path.suffix != ".json").unlink()

    with pytest.raises(BackupFailed, match="not those it was made with"):
        verify_backup(backup)


def test_a_folder_that_is_no_backup_is_refused(app, tmp_path):
    with pytest.raises(BackupFailed, match="no manifest"):
        verify_backup(tmp_path)


def test_it_is_not_put_back_over_something(app, backup):
    with app.app_context(), pytest.raises(BackupFailed, match="is not empty"):
        put_back(backup)


def test_put_back_into_an_empty_database_every_row_is_what_it_was(app, backup, bare_app):
    with app.app_context():
        before = all_rows()

    with bare_app.app_context():
        put_back(backup)
        assert all_rows() == before


def test_new_rows_after_it_have_new_ids(backup, bare_app):
    with bare_app.app_context():
        put_back(backup)
        person = a_person("Wayan")
        db.session.commit()

        assert person.id == 3
