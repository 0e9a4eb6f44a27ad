"""Which revision the tables are at, and whether this release can run on them.

A rolling change goes in two releases, expand and contract: docs/tables.md.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from alembic import command
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError

from lms.database.base import db
from lms.database.transactions import reading

UPGRADE = "flask --app lms db upgrade"


def known_revisions() -> list[str]:
    """The revisions that this release has, the newest first."""
    return revisions_in(ScriptDirectory(current_app.extensions["migrate"].migrate.directory))


def revisions_in(directory: ScriptDirectory) -> list[str]:
    """The revisions of a folder of migrations, the newest first."""
    return [script.revision for script in directory.walk_revisions()]


def revision_of_database() -> str | None:
    """The revision the tables are at, None if there are none."""
    with reading(), db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade_tables(engine: Engine, revision: str = "head") -> None:
    """Bring a database that need not be the application's to a revision of this release."""
    config = current_app.extensions["migrate"].migrate.get_config()
    config.attributes["engine"] = engine  # env.py asks for it
    command.upgrade(config, revision)


def is_of_another_version() -> bool:
    """Whether no migration of this release knows the tables."""
    found = revision_of_database()
    return found is not None and found not in known_revisions()


def refuse_other_tables() -> None:
    """Raise RuntimeError, saying what to do, unless this release can run on the tables.

    A database that cannot be reached refuses nothing: pages say so until it is back.
    """
    try:
        found = revision_of_database()
    except OperationalError as problem:
        current_app.logger.warning("The revision of the tables is not checked: %s", problem.orig)
        return
    known, ahead = known_revisions(), str(current_app.config["NEXT_REVISION"])
    if problem_in_words := problem_with(found, known, ahead):
        raise RuntimeError(problem_in_words)


def problem_with(found: str | None, known: Sequence[str], ahead: str = "") -> str | None:
    """Why a release cannot run on tables of revision `found`, and which command helps.

    `known`: its revisions, the newest first. `ahead`: the one revision beyond them that somebody
    has said it may run on.
    """
    newest = known[0]
    if found == newest or (found and found == ahead):
        return None
    if found is None:
        return f"The database has no tables yet. Make them: {UPGRADE}"
    if found in known:
        return (
            f"The tables are at revision {found}, and this release needs {newest}."
            f" Bring them there (a verified backup is made first): {UPGRADE}"
        )
    return (
        f"The tables are at revision {found}, which this release, at {newest}, does not know:"
        " a newer release has upgraded them. Start that one. Or, during a rolling change, if its"
        f' revision {found} says works_with = "{newest}", set LMS_NEXT_REVISION={found}'
    )


def differences_in_words(diffs: Iterable[Any]) -> list[str]:
    """Say what Alembic found to differ between tables and models, one sentence each."""
    words = []
    for diff in diffs:
        for name, *rest in diff if isinstance(diff, list) else [diff]:
            words.append(f"{_SENTENCES.get(name[:3], 'differs')}: {_thing(name, rest)}")
    return words


_SENTENCES = {
    "add": "in the models and not in the database",
    "rem": "in the database and not in the models",
}


def _thing(name: str, rest: Sequence[Any]) -> str:
    kind = name.partition("_")[2]
    if name in ("add_column", "remove_column"):
        return f"column {rest[1]}.{rest[2].name}"
    if name.startswith("modify_"):
        return f"{kind} of column {rest[1]}.{rest[2]} ({rest[-2]} in the database, not {rest[-1]})"
    thing = rest[0]
    table = getattr(thing, "table", None)
    return f"{kind} {thing.name}" + (f" of {table.name}" if table is not None else "")
