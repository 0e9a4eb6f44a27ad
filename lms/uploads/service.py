"""Taking in a file in two steps: its bytes before the transaction, its row within it.

    with reading():                       # nobody waits at the write gate meanwhile
        received = receive(form.photo.data.stream, {FileKind.PHOTO})
    upload = store_upload(received, Purpose.EXCUSE, workshop, person, now)

The bytes are on the disk before the row is committed; bytes whose row was never committed are
removed by `flask uploads tidy`.
"""

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import IO

from flask import current_app
from sqlalchemy import select

from lms.database import db
from lms.errors import Busy, Invalid
from lms.language import gettext_noop as _
from lms.people.models import Person
from lms.uploads import photos
from lms.uploads.models import Upload
from lms.uploads.rules import FileKind, Purpose, check_size, kind_of
from lms.uploads.scanning import ScannerAway, found_in
from lms.uploads.storage import Storage
from lms.workshops.models import Workshop

ORPHANED_AFTER = timedelta(days=1)
"""Bytes without a row are left alone for so long: their request may still be at work."""


@dataclass(frozen=True)
class Received:
    """A file whose bytes are stored under `token`, and which no row knows yet."""

    token: str
    kind: FileKind
    size: int
    sha256: str


def storage() -> Storage:
    return Storage(current_app.config["UPLOADS_FOLDER"])


def receive(
    stream: IO[bytes], accepted: Collection[FileKind], most_bytes: int | None = None
) -> Received:
    """Read, check, clean and store a file that was sent; slow, so do it before the transaction.

    `most_bytes` can lower the limit of the settings. Raises TooLarge, Invalid for what is empty,
    broken, infected or not accepted, and Busy; nothing is stored then.
    """
    limit = current_app.config["MAX_UPLOAD_SIZE"]
    limit = limit if most_bytes is None else min(limit, most_bytes)
    stream.seek(0)  # the database may ask for the whole request once more
    # One byte more than allowed is enough to know that there is too much.
    data = stream.read(limit + 1)
    check_size(len(data), limit)
    kind = kind_of(data, accepted)
    _refuse_infected(data)
    token = secrets.token_hex(16)
    if kind is FileKind.PHOTO:
        photo = photos.clean(data)
        data = photo.full
        # The small one first: where there is a photo, its preview is there as well.
        storage().write(f"{token}.small", photo.small)
    storage().write(token, data)
    return Received(token, kind, len(data), hashlib.sha256(data).hexdigest())


def _refuse_infected(data: bytes) -> None:
    """Ask the scanner if there is one. Raises Invalid for what it finds, Busy if it is away."""
    path = current_app.config["CLAMD"]
    if not path:
        return
    try:
        found = found_in(data, path)
    except ScannerAway as problem:
        current_app.logger.error("virus scanner: %s", problem)
        raise Busy(_("Files cannot be checked just now. Try again in a while.")) from problem
    if found:
        current_app.logger.warning("infected file refused: %s", found)
        raise Invalid(_("This file holds a virus (%(found)s). Choose another one."), found=found)


def store_upload(
    received: Received, purpose: Purpose, workshop: Workshop, owner: Person, now: datetime
) -> Upload:
    """Note whose file it is and what for; the same file sent twice is kept once."""
    known: Upload | None = db.session.scalar(
        select(Upload).where(
            Upload.workshop_id == workshop.id,
            Upload.owner_id == owner.id,
            Upload.purpose == purpose,
            Upload.kind == received.kind,
            Upload.sha256 == received.sha256,
        )
    )
    if known is not None:
        return known
    upload = Upload(
        token=received.token,
        workshop=workshop,
        owner=owner,
        purpose=purpose,
        kind=received.kind,
        size=received.size,
        sha256=received.sha256,
        kept_at=now,
    )
    db.session.add(upload)
    db.session.flush()
    return upload


def forget(upload: Upload) -> None:
    """Remove the row of a file that nothing refers to any more; `tidy` removes its bytes."""
    db.session.delete(upload)
    db.session.flush()


def tidy(now: datetime) -> int:
    """Remove stored bytes that have had no row for ORPHANED_AFTER; return how many files."""
    store = storage()
    old = [key for key, written_at in store.written() if written_at < now - ORPHANED_AFTER]
    known = set(db.session.scalars(select(Upload.token)))
    orphans = [key for key in old if key.endswith(".draft") or key[:32] not in known]
    for key in orphans:
        store.remove(key)
    return len(orphans)
