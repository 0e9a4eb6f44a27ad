"""Reading certificates: who gets one, who has one, which one a code is of."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.certificates.models import Certificate, CertificateSetup
from lms.certificates.printed import Formalities, Holder, Printed, days_of, printed_of
from lms.certificates.rules import CertificateKind, entitled_to, to_issue
from lms.database import db
from lms.errors import NotFound
from lms.language import gettext_noop as _
from lms.publishing.queries import course_of
from lms.results.holders import Seat
from lms.results.outcomes import SeatOutcome
from lms.results.queries import outcomes_in, seats_in
from lms.workshops.models import Enrolment, Program, Workshop
from lms.workshops.queries import schedule_of


@dataclass(frozen=True)
class Candidate:
    """Somebody with a seat: what she reached, the valid certificates she has, what she gets now."""

    seat: Seat
    outcome: SeatOutcome
    held: tuple[Certificate, ...]

    @property
    def entitled(self) -> CertificateKind | None:
        """What the rules of the course give her."""
        return entitled_to(self.outcome)

    @property
    def due(self) -> CertificateKind | None:
        """What is still to be issued to her."""
        return to_issue(self.entitled, frozenset(each.kind for each in self.held))

    @property
    def shown(self) -> Certificate | None:
        """The one that counts: a certificate before a statement."""
        return min(self.held, key=lambda each: each.kind, default=None)

    @property
    def is_doubtful(self) -> bool:
        """Whether she has a certificate that the figures of today would not give her."""
        kinds = {each.kind for each in self.held}
        return CertificateKind.CERTIFICATE in kinds and not self.outcome.passed

    @property
    def name_differs(self) -> bool:
        """Whether her certificate has another name than the one registered now."""
        return any(each.printed.holder.name != self.seat.name for each in self.held)


@dataclass(frozen=True)
class Issue:
    """What is about to be issued to somebody."""

    enrolment_id: int
    kind: CertificateKind
    printed: Printed


def setup_of(program: Program) -> CertificateSetup | None:
    """What the certificates of a program say; None as long as nobody has set it."""
    return db.session.scalar(
        select(CertificateSetup)
        .options(joinedload(CertificateSetup.program))
        .where(CertificateSetup.program_id == program.id)
    )


def candidates(workshop: Workshop, now: datetime) -> list[Candidate]:
    """Everybody with a seat, by name."""
    outcomes = outcomes_in([workshop], now)
    held: dict[int, list[Certificate]] = {}
    for each in certificates_of(workshop):
        if each.is_valid:
            held.setdefault(each.enrolment_id, []).append(each)
    return [
        Candidate(seat, outcomes[seat.enrolment_id], tuple(held.get(seat.enrolment_id, ())))
        for seat in seats_in([workshop])
    ]


def certificates_of(workshop: Workshop) -> Sequence[Certificate]:
    """All certificates ever issued in a workshop, in the order of their numbers."""
    return db.session.scalars(
        select(Certificate)
        .join(Certificate.enrolment)
        .where(Enrolment.workshop_id == workshop.id)
        .order_by(Certificate.kind, Certificate.sequence)
    ).all()


def valid_in(program: Program) -> Sequence[Certificate]:
    """The valid certificates of a program, in the order of their numbers."""
    return db.session.scalars(
        select(Certificate)
        .where(Certificate.program_id == program.id, Certificate.ended_at.is_(None))
        .order_by(Certificate.kind, Certificate.sequence)
    ).all()


def issues_for(
    workshop: Workshop, found: Collection[Candidate], formalities: Formalities, now: datetime
) -> list[Issue]:
    """What is to be issued to these people, in their order; without those who get nothing now."""
    course, days = course_of(workshop.revision), days_of(schedule_of(workshop), workshop.zone)
    on = now.astimezone(workshop.zone).date()
    return [
        Issue(
            each.seat.enrolment_id,
            each.due,
            printed_of(
                each.due,
                Holder(each.seat.name, each.seat.position, each.seat.cooperative),
                course,
                each.outcome,
                formalities,
                workshop=workshop.number,
                place=workshop.place,
                days=days,
                on=on,
            ),
        )
        for each in found
        if each.due is not None
    ]


def certificate_in(workshop: Workshop, certificate_id: int) -> Certificate:
    """The certificate with this id within a workshop. Raises NotFound."""
    found = db.session.scalar(
        select(Certificate)
        .join(Certificate.enrolment)
        .options(
            joinedload(Certificate.program),
            joinedload(Certificate.issued_by),
            joinedload(Certificate.ended_by),
        )
        .where(Certificate.id == certificate_id, Enrolment.workshop_id == workshop.id)
    )
    if found is None:
        raise NotFound(_("There is no such certificate in this workshop."))
    return found


def registered(certificate: Certificate) -> Holder:
    """Whose certificate it is, as she is registered now."""
    person = certificate.enrolment.person
    cooperative = person.cooperative.name if person.cooperative else ""
    return Holder(person.name, person.position, cooperative)


def certificates_for(enrolment: Enrolment) -> Sequence[Certificate]:
    """The valid certificates of one participant: a certificate before a statement."""
    return db.session.scalars(
        select(Certificate)
        .options(joinedload(Certificate.program))
        .where(Certificate.enrolment_id == enrolment.id, Certificate.ended_at.is_(None))
        .order_by(Certificate.kind)
    ).all()


def own_certificate(enrolment: Enrolment, certificate_id: int) -> Certificate:
    """The valid certificate with this id of one participant. Raises NotFound."""
    found = next((each for each in certificates_for(enrolment) if each.id == certificate_id), None)
    if found is None:
        raise NotFound(
            _("This certificate is not valid any more. Ask the organiser for the new one.")
        )
    return found


def certificate_by_code(code: str) -> Certificate | None:
    """The certificate with this verification code."""
    return db.session.scalar(select(Certificate).where(Certificate.code == code))


def replacement_of(certificate: Certificate) -> Certificate | None:
    """The certificate that took the place of this one."""
    return db.session.scalar(select(Certificate).where(Certificate.replaces_id == certificate.id))


def ended_ids(first: int, last: int) -> Sequence[int]:
    """The ids from `first` to `last` of certificates that hold no more."""
    return db.session.scalars(
        select(Certificate.id)
        .where(Certificate.id.between(first, last), Certificate.ended_at.is_not(None))
        .order_by(Certificate.id)
    ).all()
