"""Trying a backup: putting it back where nobody is, reading all of it, and clearing up."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from lms.backup.contents import Installation, engine_at, refuse_unless_empty
from lms.backup.manifest import BackupFailed, Manifest
from lms.backup.postgresql_copy import drop_tables
from lms.backup.service import restore_backup
from lms.database import db
from lms.database.revisions import known_revisions, upgrade_tables
from lms.uploads.storage import Storage


def try_restoring(folder: Path, empty: str) -> tuple[Manifest, int]:
    """Restore a backup into `empty`, read every row of it, and leave `empty` as it was.

    `empty` is, of SQLite, a folder (made if it is not there), of PostgreSQL the name of a database
    on the application's server. Returns how many rows were read, too. Raises BackupFailed.
    """
    place = _empty_folder if db.engine.dialect.name == "sqlite" else _empty_database
    with place(empty) as target:
        manifest = restore_backup(folder, target)
        if manifest.copied.revision != known_revisions()[0]:
            # Of an older release: what comes next in earnest is tried as well.
            upgrade_tables(target.engine)
        return manifest, _read_everything(target.engine)


def _read_everything(engine: Engine) -> int:
    """Read each row as the application does, and return how many there are."""
    number = 0
    with engine.connect() as connection:
        for table in db.metadata.sorted_tables:
            try:
                for _row in connection.execute(sa.select(table)):
                    number += 1
            except (SQLAlchemyError, LookupError, ValueError) as problem:
                raise BackupFailed(f"{table.name}: a row cannot be read ({problem})") from problem
    return number


@contextmanager
def _empty_folder(name: str) -> Iterator[Installation]:
    beside = Path(name)
    try:
        beside.mkdir(mode=0o700, parents=True, exist_ok=True)
        if any(beside.iterdir()):
            raise BackupFailed(f"{beside} is not empty: name an empty folder, or a new one")
        with tempfile.TemporaryDirectory(dir=beside) as folder:
            engine = engine_at(sa.make_url(f"sqlite:///{folder}/lms.sqlite3"))
            try:
                yield Installation(engine, Storage(Path(folder, "uploads")))
            finally:
                engine.dispose()
    except OSError as problem:
        raise BackupFailed(f"{beside} cannot be used: {problem}") from problem


@contextmanager
def _empty_database(name: str) -> Iterator[Installation]:
    engine = engine_at(db.engine.url.set(database=name))
    try:
        try:
            refuse_unless_empty(engine)
        except SQLAlchemyError as problem:
            raise BackupFailed(f"the database {name} cannot be used: {problem}") from problem
        with tempfile.TemporaryDirectory() as folder:
            try:
                yield Installation(engine, Storage(folder))
            finally:
                drop_tables(engine)
    finally:
        engine.dispose()
