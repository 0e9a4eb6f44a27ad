"""Reading which guides are for a person."""

from sqlalchemy import exists, select

from lms.database import db
from lms.help.rules import Guide, guides_for
from lms.people.models import Person, Standing
from lms.workshops.models import Enrolment, Staff


def guides_of(person: Person) -> tuple[Guide, ...]:
    """The guides for what she is, for one who runs things before one who learns."""
    learns, teaches = db.session.execute(
        select(
            exists().where(Enrolment.person_id == person.id, Enrolment.withdrawn_at.is_(None)),
            exists().where(Staff.person_id == person.id),
        )
    ).one()
    organises = person.standing is not Standing.MEMBER
    return guides_for(learns=learns, teaches=teaches, organises=organises)
