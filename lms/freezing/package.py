"""The package that is handed over: PDF, workbook, CSV, figures with definitions, checksums."""

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from flask_babel import force_locale, get_locale
from flask_babel import gettext as _

from lms.freezing.rules import Package
from lms.handover.printing import program_report_pdf, workshop_report_pdf
from lms.handover.queries import ProgramMatter, WorkshopMatter
from lms.handover.tables import workshop_sheets
from lms.handover.tables_program import program_handed, program_sheets
from lms.handover.workbook import workbook_of
from lms.publishing.models import CourseRevision
from lms.reports.documents import workshop_document
from lms.reports.sheets import material_sheet, program_sheet, workshop_sheet
from lms.web.languages import LANGUAGES, full_date

_TIME_IN_ZIP = (1980, 1, 1, 0, 0, 0)  # so that the same files make the same package


@dataclass(frozen=True)
class Freezing:
    """Who freezes which version, when, and why."""

    version: int
    now: datetime
    by: str
    note: str

    def said(self, zone: Any) -> str:
        """It in a line that stands on every page."""
        return str(
            _(
                "Version %(version)s, frozen on %(day)s by %(name)s",
                version=self.version,
                day=full_date(self.now, zone),
                name=self.by,
            )
        )


def workshop_package(matter: WorkshopMatter, revision: CourseRevision, how: Freezing) -> Package:
    """Make the package of a workshop, in the language of its course. Takes half a second."""
    report = matter.account.report
    with _spoken(matter.account.course.language):
        document = workshop_document(matter.account)
        said = how.said(report.zone)
        files = {
            "laporan.pdf": workshop_report_pdf(matter, how.now, said),
            "laporan.xlsx": workbook_of(workshop_sheets(document, matter), how.now),
            "peserta.csv": workshop_sheet(report).encode(),
            "materi.csv": material_sheet([(report.number, report.coverage)]).encode(),
        }
    about = {"workshop": report.slug, "revisions": [_revision(revision)]}
    return _package(document, files, about, how)


def program_package(
    matter: ProgramMatter, revisions: list[CourseRevision], zone: Any, how: Freezing
) -> Package:
    """Make the package of a program, in the language of its latest course."""
    reports = [each.report for each in matter.account.workshops]
    with _spoken(matter.language):
        document = program_handed(matter.account)
        files = {
            "laporan.pdf": program_report_pdf(matter, how.now, how.said(zone)),
            "laporan.xlsx": workbook_of(program_sheets(document, matter.account), how.now),
            "peserta.csv": program_sheet(reports).encode(),
            "materi.csv": material_sheet((each.number, each.coverage) for each in reports).encode(),
        }
    about = {"program": matter.account.slug, "revisions": [_revision(each) for each in revisions]}
    return _package(document, files, about, how)


def file_in(package: bytes, name: str) -> bytes:
    """One file of a package."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return archive.read(name)


def _spoken(language: str) -> Any:
    return force_locale(language if language in LANGUAGES else str(get_locale()))


def _revision(revision: CourseRevision) -> dict[str, Any]:
    return {
        "course": revision.course_slug,
        "number": revision.number,
        "fingerprint": revision.fingerprint,
    }


def _package(
    document: dict[str, Any],
    files: dict[str, bytes],
    about: dict[str, Any],
    how: Freezing,
) -> Package:
    files["laporan.json"] = json.dumps(document, ensure_ascii=False, indent=1).encode()
    manifest = {
        **about,
        "version": how.version,
        "frozen_at": how.now.isoformat(),
        "frozen_by": how.by,
        "note": how.note,
        "sha256": {name: sha256(content).hexdigest() for name, content in files.items()},
    }
    files["manifest.json"] = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
    return Package(document, _zipped(files))


def _zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _TIME_IN_ZIP), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
