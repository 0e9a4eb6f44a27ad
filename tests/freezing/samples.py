"""Frozen reports to test with."""

from lms.database import db
from lms.freezing.models import FrozenProgramReport, FrozenReport
from lms.freezing.package import Freezing, program_package, workshop_package
from lms.freezing.service import keep_version
from lms.handover.queries import program_matter, workshop_matter
from lms.workshops.models import Program, Workshop
from tests.constants import NOW


def a_frozen_report(workshop: Workshop, version: int = 1) -> FrozenReport | FrozenProgramReport:
    """The report of a workshop as it stands now, frozen."""
    how = Freezing(version, NOW, "Petugas Contoh", "")
    return _kept(
        workshop, workshop_package(workshop_matter(workshop, NOW), workshop.revision, how), version
    )


def a_frozen_program_report(program: Program) -> FrozenReport | FrozenProgramReport:
    """The report of a program as it stands now, frozen as its first version."""
    how = Freezing(1, NOW, "Petugas Contoh", "")
    return _kept(program, program_package(program_matter(program, NOW), [], None, how), 1)


def _kept(owner, package, version):
    frozen = keep_version(owner, package, version=version, note="", now=NOW, actor_id=None)
    db.session.commit()
    return frozen
