"""The one place where the bytes of uploads are kept: a folder outside everything that is served.

Machines that share a database share this folder, too (a network file system, a mounted volume).
Another kind of storage takes the place of this class by offering the same four methods.
"""

import contextlib
import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

_KEY = re.compile(r"[0-9a-f]{32}(\.small)?")


class Storage:
    """Bytes by their key: 32 hexadecimal digits, and the same with `.small`."""

    def __init__(self, folder: str | Path) -> None:
        self._folder = Path(folder)

    def write(self, key: str, data: bytes) -> None:
        """Keep `data` so that it survives a power cut from the moment this returns.

        Raises OSError if it finds no place; nothing of it is left then.
        """
        path = self._path(key)
        new_folder = not path.parent.exists()
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.draft")
        try:
            with draft.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        except OSError:  # a full disk gets its place back
            draft.unlink(missing_ok=True)
            raise
        # Under its name a file is whole: nobody reads half of one.
        draft.replace(path)
        _settle(path.parent)
        if new_folder:
            _settle(self._folder)

    def read(self, key: str) -> bytes:
        """What is kept. Raises FileNotFoundError."""
        return self._path(key).read_bytes()

    def remove(self, key: str) -> None:
        """Keep it no longer; nothing happens if it is not there."""
        self._path(key).unlink(missing_ok=True)

    def written(self) -> Iterator[tuple[str, datetime]]:
        """Yield every key with the instant it was written, drafts left behind among them."""
        for path in self._folder.glob("*/*"):
            with contextlib.suppress(FileNotFoundError):  # removed meanwhile
                yield path.name, datetime.fromtimestamp(path.stat().st_mtime, UTC)

    def keys(self) -> Iterator[str]:
        """Yield the key of every file that is whole."""
        return (key for key, _written_at in self.written() if _KEY.fullmatch(key))

    def _path(self, key: str) -> Path:
        if not _KEY.fullmatch(key.removesuffix(".draft")):
            raise ValueError(f"not a key of an upload: {key!r}")
        return self._folder / key[:2] / key


def _settle(folder: Path) -> None:
    """Let the names in a folder survive a power cut; where that cannot be asked for, go on."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
