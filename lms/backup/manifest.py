"""What a backup says of itself, so that it can be proved later."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Self

FILE_NAME = "manifest.json"
_BLOCK = 1024 * 1024  # bytes read at once


class BackupFailed(RuntimeError):
    """A backup could not be made, proved or put back; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Copied:
    """What was copied: rows by table, and on PostgreSQL where each of its sequences stood."""

    revision: str
    rows: dict[str, int]
    sequences: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class CopiedUploads:
    """How many files were copied, and the keys of those that rows name and nobody has whole."""

    files: int
    lost: list[str]


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """`database` is `sqlite` or `postgresql`; `files` holds the SHA-256 of each by its path.

    `uploads` is None where only the database was copied.
    """

    database: str
    made_at: datetime
    copied: Copied
    files: dict[str, str]
    uploads: CopiedUploads | None = None

    @property
    def folder_name(self) -> str:
        """Time (UTC) and revision."""
        return f"{self.made_at:%Y%m%dT%H%M%SZ}-{self.copied.revision}"

    def write(self, folder: Path) -> None:
        content = asdict(self) | {"made_at": self.made_at.isoformat()}
        path = folder / FILE_NAME
        # Private before there is anything in it.
        path.touch(mode=0o600)
        path.write_text(json.dumps(content, indent=1))

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read the manifest in `folder`. Raises BackupFailed if there is none that can be read."""
        try:
            content: dict[str, Any] = json.loads((folder / FILE_NAME).read_text())
            uploads = content.get("uploads")
            return cls(
                database=content["database"],
                made_at=datetime.fromisoformat(content["made_at"]),
                copied=Copied(**content["copied"]),
                files=content["files"],
                uploads=CopiedUploads(**uploads) if uploads else None,
            )
        except (OSError, ValueError, KeyError, TypeError) as problem:
            raise BackupFailed(f"{folder}: no manifest that can be read ({problem!r})") from problem


def checksums(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file in `folder` but the manifest, by its path."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != FILE_NAME)
    return {path.relative_to(folder).as_posix(): _sha256(path) for path in paths}


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
