"""A person's data as one file: a ZIP with all rows as JSON, and what she sent in."""

import contextlib
import io
import json
import zipfile
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from lms.people.models import Person
from lms.privacy.queries import changes_about, copy_of
from lms.uploads.rules import FileKind
from lms.uploads.service import storage

_ENDINGS = {FileKind.PHOTO.value: "jpg"}


def data_file(person: Person, now: datetime) -> bytes:
    """The ZIP: `data.json` with her rows by table, and `files/` with photos and documents."""
    rows = copy_of(person.id)
    document = {
        "made_at": now,
        "tables": rows,
        "changes": [
            {
                "at": entry.at,
                "action": entry.action,
                "before": entry.before,
                "after": entry.after,
                "reason": entry.reason,
            }
            for entry in changes_about(person.id)
        ],
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        text = json.dumps(document, default=_written, ensure_ascii=False, indent=1)
        packed.writestr("data.json", text)
        for upload in rows.get("upload", ()):
            ending = _ENDINGS.get(upload["kind"], "pdf")
            # Bytes that a restored database lost are no reason to give her nothing.
            with contextlib.suppress(FileNotFoundError):
                packed.writestr(f"files/{upload['id']}.{ending}", storage().read(upload["token"]))
    return out.getvalue()


def _written(value: Any) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else _number(value)


def _number(value: Any) -> str:
    return f"{value.numerator}/{value.denominator}" if isinstance(value, Fraction) else str(value)
