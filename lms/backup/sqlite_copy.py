"""SQLite: a copy of the file by SQLite's online backup API, while people write."""

from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy.engine import Engine

from lms.backup.manifest import Copied
from lms.backup.uploads_copy import NAMED_FILES, NamedFile
from lms.database import db
from lms.database.sqlite import driver

FILE_NAME = "lms.sqlite3"


def copy(folder: Path) -> tuple[Copied, list[NamedFile]]:
    """Copy what is committed into `folder`; also return the uploads that its rows name.

    By a connection of its own: whoever holds the write gate meanwhile sees her changes, this one
    does not. Counts and copy belong to one transaction.
    """
    path = folder / FILE_NAME
    path.touch(mode=0o600)
    with closing(_opened(db.engine)) as source, closing(driver.connect(path)) as target:
        # From the first read on it sees one moment, whoever writes meanwhile.
        source.execute("BEGIN")
        revision, rows = _revision(source), _rows(source)
        found = source.execute(NAMED_FILES).fetchall() if "upload" in rows else []
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")  # one file, without one beside it
    return Copied(revision=revision, rows=rows, sequences={}), [NamedFile(*row) for row in found]


def problems(folder: Path, copied: Copied) -> list[str]:
    """What is wrong with a copy: pages, references, counts."""
    path = (folder / FILE_NAME).absolute()
    try:
        with closing(driver.connect(f"{path.as_uri()}?mode=ro", uri=True)) as opened:
            found = [row[0] for row in opened.execute("PRAGMA integrity_check") if row[0] != "ok"]
            found += [f"a row of {row[0]} refers to none" for row in _broken_references(opened)]
            if _rows(opened) != copied.rows:
                found.append("other numbers of rows than when it was made")
    except driver.DatabaseError as problem:
        return [str(problem)]
    return found


def put_back(folder: Path, _copied: Copied, engine: Engine) -> None:
    """Write a copy over a database in which no row is."""
    path = (folder / FILE_NAME).absolute()
    with (
        closing(driver.connect(f"{path.as_uri()}?mode=ro", uri=True)) as source,
        closing(_opened(engine)) as target,
    ):
        source.backup(target)


def _opened(engine: Engine) -> Any:
    # Made private before it is opened: SQLite would give a new file the process's usual mode.
    path = Path(engine.url.database or "")
    path.touch(mode=0o600)
    return driver.connect(path, isolation_level=None)


def _revision(connection: Any) -> str:
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return row[0] if row else "empty"


def _rows(connection: Any) -> dict[str, int]:
    tables = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    counts = {}
    for (table,) in sorted(tables):
        counts[table] = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
    return counts


def _broken_references(connection: Any) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = connection.execute("PRAGMA foreign_key_check").fetchall()
    return found
