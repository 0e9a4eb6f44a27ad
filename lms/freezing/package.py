"""The package that is handed over: PDF, workbook, CSV, figures with definitions, checksums."""

import io
import json
import zipfile
from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from hashlib import sha256
from typing import Any

from flask_babel import gettext as _

from lms.freezing.rules import Package
from lms.freezing.workbook import workbook_of
from lms.publishing.models import CourseRevision
from lms.reports.account.accounts import WorkshopAccount
from lms.reports.documents import workshop_document
from lms.reports.sheets import material_sheet, workshop_sheet
from lms.web.languages import NOTHING, full_date, number
from lms.web.pdf import rendered

_TIME_IN_ZIP = (1980, 1, 1, 0, 0, 0)  # so that the same files make the same package


def package_of(
    account: WorkshopAccount,
    revision: CourseRevision,
    letterhead: str,
    *,
    version: int,
    now: datetime,
    by: str,
    note: str,
) -> Package:
    """Make the package of a version. Takes some tenths of a second."""
    report = account.report
    document = workshop_document(account)
    frozen_on = full_date(now, report.zone)
    files = {
        "laporan.pdf": _pdf(document, letterhead, f"{_('Version')} {version}", frozen_on, by, now),
        "laporan.xlsx": workbook_of(document),
        "peserta.csv": workshop_sheet(report).encode(),
        "materi.csv": material_sheet([report]).encode(),
        "laporan.json": json.dumps(document, ensure_ascii=False, indent=1).encode(),
    }
    manifest = {
        "workshop": report.slug,
        "version": version,
        "frozen_at": now.isoformat(),
        "frozen_by": by,
        "note": note,
        "course": revision.course_slug,
        "course_revision": revision.number,
        "course_fingerprint": revision.fingerprint,
        "sha256": {name: sha256(content).hexdigest() for name, content in files.items()},
    }
    files["manifest.json"] = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
    return Package(document, _zipped(files))


def file_in(package: bytes, name: str) -> bytes:
    """One file of a package."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return archive.read(name)


def _zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _TIME_IN_ZIP), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _pdf(
    document: Mapping[str, Any],
    letterhead: str,
    version: str,
    frozen_on: str,
    by: str,
    now: datetime,
) -> bytes:
    workshop = _("Workshop %(number)s", number=document["number"])
    data = {
        "title": f"{_('Report')} · {document['program']}, {workshop}",
        "letterhead": letterhead.splitlines(),
        "heading": f"{_('Report')}: {document['program']}, {workshop}",
        "facts": [
            [_("Place"), document["place"]],
            [_("Frozen on"), f"{frozen_on}, {by}"],
            [_("Version"), version],
        ],
        "summary_title": _("In short"),
        "summary": document["summary"],
        "figures_title": _("Figures and what they mean"),
        "figures": [
            [each["label"], _rate(each), each["definition"]]
            for each in document["reached"].values()
            if isinstance(each, Mapping) and "definition" in each
        ],
        "people_title": _("Participants"),
        "people_heads": [
            *(_("No."), _("Name"), _("Cooperative"), _("Attendance")),
            *(_("Pre-test"), _("Post-test")),
        ],
        "people": [
            [
                str(place),
                each["name"],
                each["cooperative"],
                _rate(each["attendance"]),
                _score(each["pretest"]),
                _score(each["posttest"]),
            ]
            for place, each in enumerate(document["participants"], start=1)
        ],
        "page": _("page"),
        "footer": f"{document['program']}, {workshop} · {version}",
    }
    return rendered("report.typ", data, now)


def _rate(rate: Mapping[str, Any]) -> str:
    if rate["percent"] is None:
        return NOTHING
    return f"{_score(rate['percent'])}% ({rate['part']}/{rate['whole']})"


def _score(value: float | None) -> str:
    return NOTHING if value is None else number(Fraction(str(value)), 1)
