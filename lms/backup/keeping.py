"""The folder in which backups are kept: which is the newest, which may go."""

from pathlib import Path

from lms.backup.manifest import FILE_NAME, BackupFailed, Manifest

PARTIAL = ".partial"


def backups_in(folder: Path) -> list[Path]:
    """The backups in a folder, the newest first. Raises BackupFailed if one cannot be dated."""
    found = [path.parent for path in folder.glob(f"*/{FILE_NAME}")]
    whole = [path for path in found if not path.name.endswith(PARTIAL)]
    return sorted(whole, key=lambda path: (Manifest.read(path).made_at, path.name), reverse=True)


def chosen_backup(folder: Path) -> Path:
    """`folder` itself if it is a backup, else the newest in it. Raises BackupFailed."""
    if (folder / FILE_NAME).exists():
        return folder
    found = backups_in(folder)
    if not found:
        raise BackupFailed(f"{folder}: no manifest, so it is no backup, and there is none in it")
    return found[0]
