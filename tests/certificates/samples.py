"""Certificates to test with."""

from dataclasses import replace
from typing import Any

from lms.certificates.models import Certificate, CertificateSetup
from lms.certificates.printed import Formalities, Holder, Material, Printed, Signatory, as_kept
from lms.certificates.rules import CertificateKind, number_of
from lms.certificates.service import prepare
from lms.database import db
from lms.workshops.models import Enrolment, Program
from tests.constants import NOW

SIGNATORY = Signatory("Ketua Contoh, S.Kom.", "Ketua Panitia", "19700101 199003 1 001")
FORMALITIES = Formalities("DKGD", "Diklat Koperasi Contoh", "Denpasar", (SIGNATORY,))
PRINTED = Printed(
    language="id",
    holder=Holder("Ni Luh Contoh, S.E.", "Bendahara", "KSP Contoh Makmur"),
    activity="Diklat Koperasi Contoh",
    workshop=1,
    place="Balai Contoh, Sanur",
    first_day="2026-11-23",
    last_day="2026-11-27",
    lesson_hours=40,
    attended=9,
    held=10,
    predicate="good",
    posttest="85",
    materials=(Material("Koperasi digital", 8, "205/3"), Material("Kas dan jurnal", 8, None)),
    letterhead=("Dinas Koperasi Contoh", "Jalan Contoh 1"),
    issued_in="Denpasar",
    issued_on="2026-11-27",
    signatories=(SIGNATORY,),
)


def a_setup(program: Program, **values: Any) -> CertificateSetup:
    """What stands on the certificates of a program."""
    prepare(program, replace(FORMALITIES, **values), now=NOW, actor_id=None)
    db.session.commit()
    return db.session.query(CertificateSetup).filter_by(program_id=program.id).one()


def a_certificate(enrolment: Enrolment, **values: Any) -> Certificate:
    """A valid certificate, the first of its program."""
    kind = values.pop("kind", CertificateKind.CERTIFICATE)
    workshop = enrolment.workshop
    if db.session.query(CertificateSetup).filter_by(program_id=workshop.program_id).count() == 0:
        a_setup(workshop.program)
    defaults: dict[str, Any] = {
        "program_id": workshop.program_id,
        "enrolment_id": enrolment.id,
        "kind": kind,
        "sequence": 1,
        "number": number_of(kind, values.get("sequence", 1), "DKGD", NOW.date()),
        "code": f"TEST{enrolment.id:012}",
        "data": as_kept(replace(PRINTED, holder=Holder(enrolment.person.name, "", ""))),
        "issued_at": NOW,
    }
    certificate = Certificate(**{**defaults, **values})
    db.session.add(certificate)
    db.session.commit()
    return certificate
