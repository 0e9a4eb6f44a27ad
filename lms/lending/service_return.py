"""Bringing a program back: what happened on both computers is put together, row by row.

What a row was when it went (base), what it is there and what it is here decide (`fate_of`). Only
what went and what is new there is looked at: nothing else here can be reached.
"""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from alembic.migration import MigrationContext
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from lms.audit.models import AuditEntry
from lms.audit.service import note
from lms.backup.contents import Installation
from lms.backup.manifest import BackupFailed
from lms.backup.moving import one_moment
from lms.backup.uploads_copy import copy_files
from lms.database import db
from lms.database.revisions import UPGRADE, known_revisions
from lms.errors import Conflict
from lms.lending.actions import PROGRAM_BROUGHT_BACK
from lms.lending.base import unpacked
from lms.lending.joint import BroughtBack, Joint, Row
from lms.lending.models import ProgramLoan
from lms.lending.queries import all_rows, print_row, rows_by, tables
from lms.lending.rules import Fate, Print, fate_of
from lms.lending.scope import OF_PEOPLE, PERSON, SHARED
from lms.lending.service import end_loan, files_of
from lms.lending.service_adding import add
from lms.lending.service_changing import change, remove
from lms.lending.service_people import bring_person
from lms.people.models import Person
from lms.privacy.actions import PERSON_ERASED
from lms.privacy.service import erase_person
from lms.uploads.storage import Storage
from lms.workshops.models import Program, Workshop
from lms.workshops.service_resting import count_write

_LAST = ("opened_hint", "audit_entry")  # they name rows without referring to them


def bring_back(
    source: Installation, loan: ProgramLoan, uploads: Storage, now: datetime
) -> BroughtBack:
    """Put together what happened there and here since a program went.

    Raises BackupFailed; all changes are to be taken back then.
    """
    try:
        with one_moment(source.engine) as there:
            return _put_together(there, loan, source.uploads, uploads, now)
    except (OSError, SQLAlchemyError) as problem:
        raise BackupFailed(f"nothing was brought back: {problem}") from problem


def loan_of(source: Installation) -> ProgramLoan:
    """The loan by which a program went. Raises BackupFailed."""
    try:
        with one_moment(source.engine) as there:
            return _loan_of(there)
    except (OSError, SQLAlchemyError) as problem:
        raise BackupFailed(f"it cannot be read: {problem}") from problem


def _loan_of(there: Connection) -> ProgramLoan:
    found, newest = MigrationContext.configure(there).get_current_revision(), known_revisions()[0]
    if found != newest:
        raise BackupFailed(f"its tables are at revision {found}, not {newest}. There: {UPGRADE}")
    tokens = there.scalars(sa.select(db.metadata.tables["program_loan"].c.token)).all()
    loan = db.session.scalars(
        sa.select(ProgramLoan).where(ProgramLoan.token.in_(tokens))
    ).one_or_none()
    if loan is None:
        raise BackupFailed("what it holds was not lent by this database")
    if loan.ended_at is None and loan.base is None:
        raise BackupFailed("lending it was cut off: call it off, and lend it again")
    return loan


def rest_there(source: Installation, program_id: int, since: datetime | None) -> None:
    """Let the program rest there, or go on: what is written after its return stays behind."""
    table = db.metadata.tables["program"]
    with source.engine.begin() as there:
        there.execute(sa.update(table).where(table.c.id == program_id).values(lent_at=since))


def _put_together(
    there: Connection,
    loan: ProgramLoan,
    its_files: Storage,
    uploads: Storage,
    now: datetime,
) -> BroughtBack:
    db.session.refresh(loan, with_for_update=True)
    if loan.ended_at is not None:
        raise BackupFailed("it was brought back meanwhile")
    program = db.session.get_one(Program, loan.program_id)
    joint = Joint(
        db.session.connection(), there, unpacked(loan.base or b""), program.id, loan.token[:6]
    )
    _bring_files(joint, its_files, uploads)
    in_order = sorted(tables(), key=lambda table: table.name in _LAST)
    for table in in_order:
        _bring_table(joint, table)
    for table in reversed(in_order):
        remove(joint, table, joint.leaving[table.name])
    _forget_sums(joint)
    db.session.expire_all()
    _erase_again(joint, loan.lent_at, now)
    end_loan(loan, program, now)
    counts = {"came": joint.done.new, "changed": joint.done.changed, "gone": joint.done.gone}
    told = {name: sum(counter.values()) for name, counter in counts.items()}
    note(PROGRAM_BROUGHT_BACK, f"program:{program.id}", now, actor_id=None, after=told)
    return joint.done


def _erase_again(joint: Joint, since: datetime, now: datetime) -> None:
    """Whose data was erased here meanwhile: what came of her from there goes the same way."""
    table = db.metadata.tables[PERSON]
    went = {f"person:{person_id}": person_id for person_id in joint.base.get(PERSON, {})}
    erased = db.session.scalars(
        sa.select(AuditEntry.subject)
        .where(AuditEntry.action == PERSON_ERASED.name, AuditEntry.at >= since)
        .distinct()
    )
    for subject in sorted(went.keys() & set(erased)):
        words = "erased here meanwhile: what came is erased, too"
        try:
            erase_person(db.session.get_one(Person, went[subject]), now, actor_id=None)
        except Conflict:
            words = "erased here, made staff there: take her out of the staff, and erase her again"
        joint.tell(table, {"id": went[subject]}, words)


def _forget_sums(joint: Joint) -> None:
    """What workshops that are closed or at rest add up is reckoned anew."""
    sums, own = db.metadata.tables["kept_account"], Workshop.program_id == joint.program_id
    these = sums.c.workshop_id.in_(sa.select(Workshop.id).where(own))
    joint.here.execute(sa.delete(sums).where(these))
    for workshop in db.session.scalars(sa.select(Workshop).where(own)):
        count_write(workshop)


def _bring_files(joint: Joint, its_files: Storage, uploads: Storage) -> None:
    """Keep what was sent in there, before its rows; what is here already stays as it is."""
    table = db.metadata.tables["upload"]
    wanted = set(files_of(all_rows(joint.there, table))) - set(uploads.keys())
    copy_files(its_files, uploads, wanted)
    if lost := wanted - set(uploads.keys()):
        joint.tell(table, {"id": 0}, f"files that are not there: {', '.join(sorted(lost))}")


def _bring_table(joint: Joint, table: sa.Table) -> None:
    base = joint.base.get(table.name, {})
    here = {row["id"]: row for row in rows_by(joint.here, table.c.id, base.keys())}
    ids = joint.ids.setdefault(table.name, {})
    new: list[Row] = []
    unseen = set(base)
    for row in all_rows(joint.there, table):
        went, there = base.get(row["id"]), print_row(table, row)
        if went is None or went.identity != there.identity:  # an id may be given again
            new.append(row)
            continue
        unseen.discard(row["id"])
        mine = here.get(row["id"])
        if mine is not None and print_row(table, mine).identity != went.identity:
            mine = None
        if mine is not None:
            ids[row["id"]] = row["id"]
        _bring_known(joint, table, row, mine, (went, there))
    joint.leaving[table.name] = set(_leaving(joint, table, unseen, here))
    add(joint, table, new)


def _bring_known(
    joint: Joint, table: sa.Table, row: Row, mine: Row | None, prints: tuple[Print, Print]
) -> None:
    """Bring a row that went: as it was, as it is there, as it is here."""
    fate = fate_of(*prints, print_row(table, mine) if mine else None)
    if fate is Fate.STAYS:
        return
    if mine is None:
        joint.tell(table, row, "changed there, gone here: it stays gone")
    elif table.name in SHARED:
        joint.tell(table, row, "changed there; is of all programs: as it is here")
    elif table.name == PERSON:
        bring_person(joint, table, row, mine, fate)
    else:
        change(joint, table, row, mine, told=fate is Fate.CHANGED_ON_BOTH)


def _leaving(
    joint: Joint, table: sa.Table, unseen: Collection[int], here: dict[int, Row]
) -> list[int]:
    """Those of the rows gone there that go here, too; of the others it is told."""
    leaving = []
    for row_id in sorted(unseen):
        went, mine = joint.base[table.name][row_id], here.get(row_id)
        if mine is None or print_row(table, mine).identity != went.identity:
            continue
        if table.name in {PERSON, *OF_PEOPLE, *SHARED}:
            joint.tell(table, mine, "gone there: it stays here")
        elif print_row(table, mine).content != went.content:
            joint.tell(table, mine, "gone there, changed here: it stays")
        else:
            leaving.append(row_id)
    return leaving
