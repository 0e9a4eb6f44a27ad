"""Frozen reports to test with."""

import io
import zipfile

from lms.freezing.models import FrozenProgramReport, FrozenReport
from lms.freezing.rules import Package
from lms.freezing.service import keep_version
from lms.workshops.models import Program, Workshop
from tests.constants import NOW


def a_frozen_report(owner: Workshop | Program) -> FrozenReport | FrozenProgramReport:
    """A first version of the report of a workshop or program, with files of no account."""
    package = Package({}, _zipped("laporan.pdf", "laporan.xlsx", "laporan.json", "manifest.json"))
    return keep_version(owner, package, version=1, note="", now=NOW, actor_id=None)


def _zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, name)
    return out.getvalue()
