"""What participants agree to, by the law on the protection of personal data (UU 27/2022).

Whoever changes a sentence here gives the text a new VERSION: what people agreed to stays known.
"""

from dataclasses import dataclass

from sqlalchemy import select

from lms.database import db
from lms.language import gettext_noop as _
from lms.people.models import Consent, Person
from lms.workshops.models import Enrolment, ProgramOrganiser, Workshop

VERSION = "2026-11"


@dataclass(frozen=True)
class ConsentSection:
    """One part of the text."""

    title: str
    text: str


TEXT = (
    ConsentSection(
        _("What for"),
        _(
            "Your data is used to run this training: to register you, record attendance, give "
            "you lessons and exercises, mark your work, issue certificates and report on the "
            "training. It is not used for anything else and not sold."
        ),
    ),
    ConsentSection(
        _("What is kept"),
        _(
            "Name, position, cooperative, phone and email; attendance and the signed lists; your "
            "answers, scores and questions; with which devices and from which network addresses "
            "you sign in. The number of your identity card (NIK) is not kept."
        ),
    ),
    ConsentSection(
        _("Who sees it"),
        _(
            "Trainers, assistants and organisers of your workshop. The institutions that hold the "
            "training get its reports. Other participants do not see your answers and scores."
        ),
    ),
    ConsentSection(
        _("How long"),
        _("As long as the training, its certificates and its reports need it."),
    ),
    ConsentSection(
        _("Your rights"),
        _(
            "You may see your data, have it corrected, get a copy, take this consent back, and "
            "ask that your data be deleted (Law 27 of 2022 on the protection of personal data). "
            "If data gets into wrong hands, you are told within 3 x 24 hours."
        ),
    ),
)


def whom_to_ask(person: Person) -> list[Person]:
    """The organisers of the programs a person takes part in, by name."""
    programs = (
        select(Workshop.program_id)
        .join(Enrolment, Enrolment.workshop_id == Workshop.id)
        .where(Enrolment.person_id == person.id)
    )
    return list(
        db.session.scalars(
            select(Person)
            .join(ProgramOrganiser, ProgramOrganiser.person_id == Person.id)
            .where(ProgramOrganiser.program_id.in_(programs))
            .order_by(Person.name, Person.id)
            .distinct()
        )
    )


def consents_of(person: Person) -> list[Consent]:
    """What a person agreed to and when, the latest first."""
    return list(
        db.session.scalars(
            select(Consent)
            .where(Consent.person_id == person.id)
            .order_by(Consent.given_at.desc(), Consent.id.desc())
        )
    )
