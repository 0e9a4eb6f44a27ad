"""Preparing, issuing, correcting and revoking certificates.

Numbers are given under a lock on the program's setup, as the last one plus one, and no row is ever
deleted: so they have no gaps and none is used twice, whoever issues at the same moment.
"""

import secrets
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from sqlalchemy import func, select

from lms.audit.service import note
from lms.certificates.actions import (
    CERTIFICATE_ISSUED,
    CERTIFICATE_PREPARED,
    CERTIFICATE_REISSUED,
    CERTIFICATE_REVOKED,
)
from lms.certificates.models import Certificate, CertificateSetup
from lms.certificates.printed import Formalities, Holder, Printed, as_kept, corrected
from lms.certificates.queries import Issue, setup_of
from lms.certificates.rules import (
    VERIFICATION_LENGTH,
    CertificateKind,
    Ending,
    number_of,
)
from lms.database import db
from lms.errors import Conflict
from lms.language import gettext_noop as _
from lms.people.secrets import CODE_ALPHABET
from lms.workshops.models import Program, Workshop
from lms.workshops.rules import Schedule

NOT_PREPARED = _("First say what stands on the certificates: code, place of issue, who signs.")


def prepare(
    program: Program, formalities: Formalities, *, now: datetime, actor_id: int | None
) -> None:
    """Set what the certificates of a program say; those issued before stay as they are."""
    setup = setup_of(program)
    before = _told(setup.formalities) if setup else None
    if setup is None:
        setup = CertificateSetup(program_id=program.id)
        db.session.add(setup)
    setup.code, setup.activity = formalities.code, formalities.activity
    setup.issued_in = formalities.issued_in
    setup.signatories = [asdict(each) for each in formalities.signatories]
    db.session.flush()
    note(
        CERTIFICATE_PREPARED,
        f"program:{program.id}",
        now,
        actor_id=actor_id,
        before=before,
        after=_told(formalities),
    )


def refuse_before_the_end(workshop: Workshop, schedule: Schedule, now: datetime) -> None:
    """Raise Conflict in a rehearsal, and before the last meeting has ended."""
    if workshop.program.is_rehearsal:
        raise Conflict(_("In a rehearsal no certificates are issued."))
    if schedule.days_end_at is None or now < schedule.days_end_at:
        raise Conflict(_("Certificates are issued once the last meeting has ended."))


def issue_certificates(
    workshop: Workshop, issues: Sequence[Issue], *, now: datetime, actor_id: int | None
) -> list[Certificate]:
    """Issue these; who has got one of the kind meanwhile gets no second one.

    A certificate takes the place of the statement that somebody had. Raises Conflict if nobody has
    set what certificates of the program say.
    """
    setup = _locked(workshop.program_id)
    valid = _valid_of([each.enrolment_id for each in issues])
    made = []
    for each in issues:
        held = valid.get(each.enrolment_id, {})
        if each.kind in held or CertificateKind.CERTIFICATE in held:
            continue
        statement = held.get(CertificateKind.STATEMENT)
        if statement is not None:
            _end(statement, Ending.REPLACED, "", now, actor_id)
        certificate = _add(
            setup, each.enrolment_id, each.kind, each.printed, statement, now, actor_id
        )
        made.append(certificate)
        _note_issue(workshop.id, certificate, now, actor_id)
    return made


def reissue_certificate(
    certificate: Certificate, holder: Holder, *, reason: str, now: datetime, actor_id: int | None
) -> Certificate:
    """Issue a certificate anew to `holder` under a new number; the old one is replaced.

    Raises Conflict if it is not valid any more.
    """
    setup = _locked(certificate.program_id)
    _refuse_if_ended(certificate)
    workshop = certificate.enrolment.workshop
    on = now.astimezone(workshop.zone).date()
    before = certificate.printed
    _end(certificate, Ending.REPLACED, reason, now, actor_id)
    printed = corrected(before, holder, setup.formalities, on)
    made = _add(
        setup, certificate.enrolment_id, certificate.kind, printed, certificate, now, actor_id
    )
    note(
        CERTIFICATE_REISSUED,
        f"enrolment:{made.enrolment_id}",
        now,
        actor_id=actor_id,
        workshop_id=workshop.id,
        before={"certificate": certificate.number, "name": before.holder.name},
        after={"certificate": made.number, "name": holder.name},
        reason=reason,
    )
    return made


def revoke_certificate(
    certificate: Certificate, *, reason: str, now: datetime, actor_id: int | None
) -> None:
    """Take a certificate back; its number stays used. Raises Conflict if it is not valid."""
    _locked(certificate.program_id)
    _refuse_if_ended(certificate)
    _end(certificate, Ending.REVOKED, reason, now, actor_id)
    note(
        CERTIFICATE_REVOKED,
        f"enrolment:{certificate.enrolment_id}",
        now,
        actor_id=actor_id,
        workshop_id=certificate.enrolment.workshop_id,
        before={"certificate": certificate.number},
        reason=reason,
    )


def _locked(program_id: int) -> CertificateSetup:
    """The setup of a program, of which only one at a time has hold."""
    found = db.session.scalar(
        select(CertificateSetup)
        .where(CertificateSetup.program_id == program_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise Conflict(NOT_PREPARED)
    return found


def _valid_of(enrolment_ids: Sequence[int]) -> dict[int, dict[CertificateKind, Certificate]]:
    found: dict[int, dict[CertificateKind, Certificate]] = {}
    for each in db.session.scalars(
        select(Certificate)
        .where(Certificate.enrolment_id.in_(enrolment_ids), Certificate.ended_at.is_(None))
        .execution_options(populate_existing=True)
    ):
        found.setdefault(each.enrolment_id, {})[each.kind] = each
    return found


def _refuse_if_ended(certificate: Certificate) -> None:
    db.session.refresh(certificate)
    if not certificate.is_valid:
        raise Conflict(_("This certificate was replaced or revoked already."))


def _end(
    certificate: Certificate, ending: Ending, reason: str, now: datetime, actor_id: int | None
) -> None:
    certificate.ended_at, certificate.ended_by_id = now, actor_id
    certificate.ending, certificate.ending_reason = ending, reason
    db.session.flush()


def _add(
    setup: CertificateSetup,
    enrolment_id: int,
    kind: CertificateKind,
    printed: Printed,
    replaces: Certificate | None,
    now: datetime,
    actor_id: int | None,
) -> Certificate:
    """Add a certificate under the next number."""
    last = db.session.scalar(
        select(func.max(Certificate.sequence)).where(
            Certificate.program_id == setup.program_id, Certificate.kind == kind
        )
    )
    sequence = (last or 0) + 1
    certificate = Certificate(
        program_id=setup.program_id,
        enrolment_id=enrolment_id,
        kind=kind,
        sequence=sequence,
        number=number_of(kind, sequence, setup.code, date.fromisoformat(printed.issued_on)),
        code="".join(secrets.choice(CODE_ALPHABET) for _place in range(VERIFICATION_LENGTH)),
        data=as_kept(printed),
        issued_at=now,
        issued_by_id=actor_id,
        replaces_id=replaces.id if replaces else None,
    )
    db.session.add(certificate)
    db.session.flush()
    return certificate


def _note_issue(
    workshop_id: int, certificate: Certificate, now: datetime, actor_id: int | None
) -> None:
    note(
        CERTIFICATE_ISSUED,
        f"enrolment:{certificate.enrolment_id}",
        now,
        actor_id=actor_id,
        workshop_id=workshop_id,
        after={"certificate": certificate.number, "name": certificate.printed.holder.name},
    )


def _told(formalities: Formalities) -> dict[str, str]:
    return {
        "certificate_code": formalities.code,
        "activity": formalities.activity,
        "issued_in": formalities.issued_in,
        "signatories": "; ".join(f"{each.name}, {each.office}" for each in formalities.signatories),
    }
