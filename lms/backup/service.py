"""Making, proving and putting back a backup."""

import shutil
import tempfile
from collections.abc import Sequence
from datetime import datetime
from itertools import count
from pathlib import Path

from alembic.util import CommandError
from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from lms.backup import postgresql_copy, sqlite_copy
from lms.backup.contents import Installation, counted, refuse_unless_empty
from lms.backup.manifest import BackupFailed, Manifest, checksums
from lms.backup.uploads_copy import FOLDER_NAME, complete, copy_files
from lms.database import db
from lms.database.revisions import known_revisions
from lms.database.sqlite import driver
from lms.uploads.storage import Storage

MAX_NAMES = 5  # of files that are told


def backups_folder() -> Path:
    """Where backups are kept if nobody says otherwise: beside the database if that is a file."""
    is_file = db.engine.dialect.name == "sqlite"
    beside = Path(db.engine.url.database or "").parent if is_file else current_app.instance_path
    return Path(beside, "backups")


def make_backup(folder: Path, now: datetime, uploads: Storage | None = None) -> Path:
    """Copy database and `uploads` into a new folder below `folder`, prove it, and return it.

    People may write meanwhile: the copy is of one moment. It has its name only when it is whole and
    proved; what a crash leaves behind ends in `.partial`. Raises BackupFailed.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(suffix=".partial", dir=folder))
        try:
            manifest = _copy(draft, now, uploads)
            verify_backup(draft)
            # Only a backup that was proved gets its name.
            return draft.rename(_free_place(folder, manifest.folder_name))
        except BaseException:
            # A full disk gets its room back.
            shutil.rmtree(draft, ignore_errors=True)
            raise
    except (OSError, SQLAlchemyError, driver.Error) as problem:
        raise BackupFailed(f"no backup could be made in {folder}: {problem}") from problem


def _copy(draft: Path, now: datetime, uploads: Storage | None) -> Manifest:
    kind = db.engine.dialect.name
    kept = Storage(draft / FOLDER_NAME)
    if uploads is not None:
        copy_files(uploads, kept, uploads.keys())
    copied, named = (sqlite_copy if kind == "sqlite" else postgresql_copy).copy(draft)
    manifest = Manifest(
        database=kind,
        made_at=now,
        copied=copied,
        uploads=None if uploads is None else complete(uploads, kept, named),
        files=checksums(draft),
    )
    manifest.write(draft)
    return manifest


def _free_place(folder: Path, name: str) -> Path:
    """Where nothing is yet: of the same second there may be several."""
    places = (folder / (name if n == 1 else f"{name}-{n}") for n in count(1))
    return next(place for place in places if not place.exists())


def verify_backup(folder: Path) -> Manifest:
    """Prove that a backup is what it was when it was made. Raises BackupFailed, saying why not."""
    manifest = Manifest.read(folder)
    try:
        found = checksums(folder)
    except OSError as problem:
        raise BackupFailed(f"{folder}: a file cannot be read ({problem})") from problem
    if found != manifest.files:
        names = sorted({path for path, _sum in found.items() ^ manifest.files.items()})
        raise BackupFailed(f"{folder}: its files are not those it was made with: {_some(names)}")
    prove = sqlite_copy.problems if manifest.database == "sqlite" else postgresql_copy.problems
    if problems := prove(folder, manifest.copied):
        raise BackupFailed(f"{folder}: {'; '.join(problems)}")
    return manifest


def restore_backup(folder: Path, target: Installation) -> Manifest:
    """Put a backup back into a database in which no row is, and its files into the storage.

    Raises BackupFailed: before anything is written if the backup is damaged, of another kind of
    database or of a newer release, or if somebody is in the database.
    """
    manifest = verify_backup(folder)
    kind, revision = target.engine.dialect.name, manifest.copied.revision
    if manifest.database != kind:
        raise BackupFailed(f"{folder} is of {manifest.database}, not of {kind}")
    if revision not in known_revisions():
        raise BackupFailed(
            f"{folder} is of a newer release: this one does not know its revision {revision}"
        )
    refuse_unless_empty(target.engine)
    kept = Storage(folder / FOLDER_NAME)
    put_back = (sqlite_copy if kind == "sqlite" else postgresql_copy).put_back
    try:
        # As when they were sent in: a file is there before its row.
        copy_files(kept, target.uploads, kept.keys())
        put_back(folder, manifest.copied, target.engine)
    except (OSError, SQLAlchemyError, driver.Error, CommandError) as problem:
        raise BackupFailed(f"{folder} could not be put back: {problem}") from problem
    _prove_restored(manifest, kept, target)
    return manifest


def _prove_restored(manifest: Manifest, kept: Storage, target: Installation) -> None:
    """Raise BackupFailed unless every row and every byte has arrived."""
    # Connections that were open may remember other tables.
    target.engine.dispose()
    with target.engine.connect() as connection:
        rows = counted(connection, manifest.copied.rows)
    wrong = [name for name, number in rows.items() if number != manifest.copied.rows[name]]
    copied = list(kept.keys())
    wrong += [key for key in copied if kept.read(key) != target.uploads.read(key)]
    if wrong:
        raise BackupFailed(f"not as in the backup after restoring: {_some(wrong)}")


def _some(names: Sequence[str]) -> str:
    """The first of many names."""
    more = len(names) - MAX_NAMES
    return ", ".join(names[:MAX_NAMES]) + (f" and {more} more" if more > 0 else "")
