"""Frozen reports to test with."""

from lms.database import db
from lms.freezing.models import FrozenReport
from lms.freezing.package import package_of
from lms.reports.account.queries import workshop_account
from lms.workshops.models import Workshop
from tests.constants import NOW


def a_frozen_report(workshop: Workshop, version: int = 1) -> FrozenReport:
    """The report of a workshop as it stands now, frozen."""
    account = workshop_account(workshop, NOW)
    made = package_of(
        account, workshop.revision, "", version=version, now=NOW, by="Petugas Contoh", note=""
    )
    frozen = FrozenReport(
        workshop_id=workshop.id,
        version=version,
        revision_id=workshop.revision_id,
        document=made.document,
        package=made.content,
        sha256=made.checksum,
        frozen_at=NOW,
    )
    db.session.add(frozen)
    db.session.commit()
    return frozen
