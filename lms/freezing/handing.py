"""Handing out what was frozen, with a line in the list of changes."""

from flask import Response

from lms.freezing.models import FrozenProgramReport, FrozenReport
from lms.freezing.package import file_in
from lms.freezing.queries import frozen_in
from lms.web.pdf import pdf_answer
from lms.workshops.models import Program, Workshop
from lms.workshops.taking import note_taken


def handed_package(owner: Workshop | Program, version: int) -> Response:
    """The whole package. Raises NotFound."""
    frozen = frozen_in(owner, version)
    content = frozen.package
    _note(owner, frozen)
    return Response(
        content,
        mimetype="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{_name(owner, version)}.zip"'},
    )


def handed_file(owner: Workshop | Program, version: int) -> Response:
    """The PDF of the package. Raises NotFound."""
    frozen = frozen_in(owner, version)
    pdf = file_in(frozen.package, "laporan.pdf")
    _note(owner, frozen)
    return pdf_answer(pdf, f"{_name(owner, version)}.pdf")


def _name(owner: Workshop | Program, version: int) -> str:
    return f"laporan-{owner.slug}-{version}"


def _note(owner: Workshop | Program, frozen: FrozenReport | FrozenProgramReport) -> None:
    told = frozen.document
    note_taken("frozen_report", owner, told.get("enrolled", told.get("seats", 0)))
