"""Copying the files that people sent in, so that every row of the copied database has its file.

Bytes are stored before their row is committed, and removed only a day after the row went. So what
is there is copied *before* the database, and what its rows name besides *after* it: whatever comes
or goes meanwhile, no file is missed.
"""

import hashlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lms.backup.manifest import CopiedUploads
from lms.uploads.rules import FileKind
from lms.uploads.storage import Storage

FOLDER_NAME = "uploads"
NAMED_FILES = "SELECT token, kind, sha256 FROM upload"
"""Plain SQL, for a backup is also made of tables that are older than the model."""


class NamedFile(NamedTuple):
    """What a row says of its file."""

    token: str
    kind: str
    sha256: str

    @property
    def keys(self) -> tuple[str, ...]:
        """A photo is kept in two sizes."""
        return (self.token, *([f"{self.token}.small"] if self.kind == FileKind.PHOTO else []))


def copy_files(source: Storage, target: Storage, keys: Iterable[str]) -> None:
    """Copy the files of these keys; those that are not there are left out."""
    for key in keys:
        if (data := _read(source, key)) is not None:
            target.write(key, data)


def complete(source: Storage, target: Storage, named: Iterable[NamedFile]) -> CopiedUploads:
    """Bring `target` to what the rows of the copied database name, no more and no less."""
    named = list(named)
    wanted = {key for file in named for key in file.keys}
    there = set(target.keys())
    copy_files(source, target, wanted - there)
    for key in there - wanted:
        target.remove(key)
    lost = sorted(key for file in named for key in _missing(target, file))
    return CopiedUploads(files=len(list(target.keys())), lost=lost)


def _missing(storage: Storage, file: NamedFile) -> Iterator[str]:
    """Yield the keys of a file that are not there, or are not as they were taken in."""
    for key in file.keys:
        data = _read(storage, key)
        # Of the small photo no row knows the checksum.
        is_whole = key != file.token or hashlib.sha256(data or b"").hexdigest() == file.sha256
        if data is None or not is_whole:
            yield key


def _read(storage: Storage, key: str) -> bytes | None:
    try:
        return storage.read(key)
    except (FileNotFoundError, ValueError):
        return None
