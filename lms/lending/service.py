"""Lending a program: its rows and files go into an empty database, and here its workshops rest."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from lms.audit.actions import AuditAction
from lms.audit.service import note
from lms.backup.contents import Installation, refuse_unless_empty
from lms.backup.manifest import BackupFailed
from lms.backup.moving import one_moment, settle_sequence, write_rows
from lms.backup.postgresql_copy import drop_tables
from lms.backup.uploads_copy import NamedFile, copy_files
from lms.database import db
from lms.database.revisions import refuse_other_tables, upgrade_tables
from lms.lending.actions import PROGRAM_CALLED_OFF, PROGRAM_LENT
from lms.lending.base import packed
from lms.lending.models import ProgramLoan
from lms.lending.queries import Rows, print_row, rows_of_program, tables
from lms.uploads.storage import Storage
from lms.workshops.models import Program


def program_called(slug: str) -> Program:
    """The program of a slug. Raises BackupFailed."""
    program = db.session.scalars(sa.select(Program).filter_by(slug=slug)).one_or_none()
    if program is None:
        raise BackupFailed(f"there is no program {slug}")
    return program


def open_loan(program_id: int) -> ProgramLoan | None:
    """The loan of a program that has not ended."""
    query = sa.select(ProgramLoan).filter_by(program_id=program_id, ended_at=None)
    return db.session.scalars(query).one_or_none()


def begin_loan(program: Program, target: Installation, now: datetime) -> ProgramLoan:
    """From now on a program rests here, whatever `lms.guard` lets go on apart.

    Raises BackupFailed if it cannot be lent, or somebody is in `target`.
    """
    if program.is_rehearsal:
        raise BackupFailed("a rehearsal is not lent")
    if program.lent_at is not None:
        raise BackupFailed(f"{program.slug} is lent since {program.lent_at:%Y-%m-%d %H:%M} UTC")
    try:
        refuse_other_tables()
        refuse_unless_empty(target.engine)
    except (RuntimeError, SQLAlchemyError) as problem:
        raise BackupFailed(f"nothing was lent: {problem}") from problem
    loan = ProgramLoan(token=secrets.token_hex(16), program_id=program.id, lent_at=now)
    program.lent_at = now
    db.session.add(loan)
    _note(PROGRAM_LENT, program, now)
    db.session.flush()
    return loan


def copy_program(loan: ProgramLoan, target: Installation, uploads: Storage) -> int:
    """Copy what a loan is about into `target`, and keep what each row was; return how many went.

    Raises BackupFailed; nothing is in `target` then.
    """
    try:
        with one_moment(db.engine) as source:
            rows = rows_of_program(source, loan.program_id)
        _write(rows, loan, target, uploads)
    except (OSError, SQLAlchemyError) as problem:
        drop_tables(target.engine)
        raise BackupFailed(f"nothing was lent: {problem}") from problem
    loan.base = packed(
        {
            table.name: {row["id"]: print_row(table, row) for row in rows[table.name]}
            for table in tables()
        }
    )
    return sum(map(len, rows.values()))


def undo_loan(loan: ProgramLoan, program: Program) -> None:
    """Nothing went: people write here as before."""
    program.lent_at = None
    _note(PROGRAM_CALLED_OFF, program, loan.lent_at)
    db.session.delete(loan)


def call_off(program: Program, now: datetime) -> None:
    """What was taken along does not come back: people write here again. Raises BackupFailed."""
    loan = open_loan(program.id)
    if loan is None:
        raise BackupFailed(f"{program.slug} is not lent")
    end_loan(loan, program, now)
    _note(PROGRAM_CALLED_OFF, program, now)


def end_loan(loan: ProgramLoan, program: Program, now: datetime) -> None:
    """People write here again, and nothing comes back by this loan."""
    loan.ended_at, loan.base = now, None
    program.lent_at = None


def files_of(uploads: Iterable[dict[str, Any]]) -> list[str]:
    """The keys of the files of rows of uploads."""
    named = (NamedFile(row["token"], row["kind"], row["sha256"]) for row in uploads)
    return [key for file in named for key in file.keys]


def _write(rows: Rows, loan: ProgramLoan, target: Installation, uploads: Storage) -> None:
    drop_tables(target.engine)
    upgrade_tables(target.engine)
    # As when they were sent in: a file is there before its row.
    copy_files(uploads, target.uploads, files_of(rows["upload"]))
    away = sa.insert(db.metadata.tables["program_loan"]).values(
        token=loan.token, program_id=loan.program_id, lent_at=loan.lent_at
    )
    with target.engine.begin() as into:
        for table in tables():
            write_rows(into, table, iter(rows[table.name]))
            settle_sequence(into, table)
        into.execute(away)


def _note(action: AuditAction, program: Program, now: datetime) -> None:
    note(action, f"program:{program.id}", now, actor_id=None)
