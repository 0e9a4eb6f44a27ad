"""The certificates of a workshop that is over: issued to all who qualify, one of them anew."""

from datetime import datetime, timedelta

from sqlalchemy import select

from lms.certificates import queries, service
from lms.certificates.models import Certificate
from lms.certificates.printed import Formalities, Signatory
from lms.database import db
from lms.enrolment.service import change_person
from lms.people.models import Person
from lms.workshops.models import Enrolment, Workshop
from lms.workshops.queries import enrolment_in, schedule_of

_FORMALITIES = Formalities(
    code="DKGD",
    activity="Diklat Koperasi Go Digital",
    issued_in="Denpasar",
    signatories=(
        Signatory("Kepala Contoh, S.E.", "Kepala Dinas Koperasi Contoh", "19700101 199003 1 001"),
        Signatory("Ketua Contoh, S.Kom.", "Ketua Panitia"),
    ),
)


def issue_certificates_of(workshop: Workshop, organiser: Person) -> None:
    """Issue them three days after the last meeting; a name typed wrongly is corrected later.

    Statements are left to be issued: whoever was there can still pass.
    """
    last = schedule_of(workshop).slots[-1].ends_at
    when, corrected_at = last + timedelta(days=3, hours=-6), last + timedelta(days=4, hours=-5)
    service.prepare(workshop.program, _FORMALITIES, now=last, actor_id=organiser.id)
    setup = queries.setup_of(workshop.program)
    assert setup is not None
    due = [each for each in queries.candidates(workshop, when) if each.outcome.passed]
    her = enrolment_in(workshop, due[0].seat.enrolment_id)
    right = her.person.name
    her.person.name = right[:-1]
    db.session.flush()
    passed = [each for each in queries.candidates(workshop, when) if each.outcome.passed]
    issues = queries.issues_for(workshop, passed, setup.formalities, when)
    service.issue_certificates(workshop, issues, now=when, actor_id=organiser.id)
    _correct(her, right, organiser, corrected_at)


def _correct(enrolment: Enrolment, name: str, organiser: Person, now: datetime) -> None:
    person = enrolment.person
    change_person(
        enrolment,
        name=name,
        position=person.position,
        phone=person.phone,
        email=person.email or "",
        cooperative=person.cooperative.name if person.cooperative else "",
        now=now,
        actor=organiser,
    )
    certificate = db.session.scalars(
        select(Certificate).filter_by(enrolment_id=enrolment.id, ended_at=None)
    ).one()
    service.reissue_certificate(
        certificate,
        queries.registered(certificate),
        reason="Nama salah ketik",
        now=now,
        actor_id=organiser.id,
    )
