"""Making, proving and putting back a backup."""

import tempfile
from datetime import datetime
from itertools import count
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from lms.backup import postgresql_copy, sqlite_copy
from lms.backup.manifest import BackupFailed, Manifest, checksums
from lms.database import db
from lms.database.sqlite import driver


def make_backup(folder: Path, now: datetime) -> Path:
    """Copy the database into a new folder below `folder`, prove the copy, and return where it is.

    People may write meanwhile: the copy is of the moment it began. It has its name only when it is
    whole and proved; what a crash leaves behind ends in `.partial`. Raises BackupFailed.
    """
    kind = db.engine.dialect.name
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(suffix=".partial", dir=folder))
        copied = (sqlite_copy if kind == "sqlite" else postgresql_copy).copy(draft)
    except (OSError, SQLAlchemyError, driver.Error) as problem:
        raise BackupFailed(f"no backup could be made in {folder}: {problem}") from problem
    manifest = Manifest(database=kind, made_at=now, copied=copied, files=checksums(draft))
    manifest.write(draft)
    verify_backup(draft)
    # Only a backup that was proved gets its name.
    return draft.rename(_free_place(folder, manifest.folder_name))


def _free_place(folder: Path, name: str) -> Path:
    """Where nothing is yet: of the same second there may be several."""
    places = (folder / (name if n == 1 else f"{name}-{n}") for n in count(1))
    return next(place for place in places if not place.exists())


def verify_backup(folder: Path) -> Manifest:
    """Prove that a backup is what it was when it was made. Raises BackupFailed, saying why not."""
    manifest = Manifest.read(folder)
    if checksums(folder) != manifest.files:
        raise BackupFailed(f"{folder}: its files are not those it was made with")
    prove = sqlite_copy.problems if manifest.database == "sqlite" else postgresql_copy.problems
    if found := prove(folder, manifest.copied):
        raise BackupFailed(f"{folder}: {'; '.join(found)}")
    return manifest


def restore_backup(folder: Path) -> Manifest:
    """Put a backup back into the application's database, in which nothing is.

    Raises BackupFailed before anything is written.
    """
    manifest = verify_backup(folder)
    if manifest.database != db.engine.dialect.name:
        raise BackupFailed(f"{folder} is of {manifest.database}, not of {db.engine.dialect.name}")
    if manifest.database == "sqlite":
        sqlite_copy.put_back(folder)
    else:
        postgresql_copy.put_back(folder, manifest.copied)
    return manifest
