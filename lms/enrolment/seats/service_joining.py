"""One human who is two persons, for two offices added her: she herself makes them one."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import select

from lms.cards.queries import card_of, judged, signs_in_by_code, who_runs_a_workshop
from lms.cards.rules import CardFitness
from lms.database import db
from lms.enrolment.actions import CODES_JOINED
from lms.enrolment.seats.merging import forget_ways_in, move_rows
from lms.errors import Conflict
from lms.language import gettext_noop as _
from lms.people.cards import revoke_cards
from lms.people.models import ActivationCard, Person
from lms.people.secrets import fingerprint, verify_secret
from lms.workshops.belonging import note_in_her_programs, ties_of
from lms.workshops.models import Enrolment, Program, Workshop
from lms.workshops.seating.models import Waiting


@dataclass(frozen=True)
class Proof:
    """That somebody knows a secret of a person: her first card's, or her PIN as `seal` marks it."""

    person_id: int
    card_id: int | None
    seal: str


def proof_of(code: str, secret: str, now: datetime) -> Proof | None:
    """The proof that code and secret are a person's; None if they are nobody's.

    The secret is her PIN, or the one-time code of a card where she has chosen no PIN yet: a card
    that only takes the place of a PIN proves nothing. Slow; call it while `reading`.
    """
    person = db.session.scalar(select(Person).where(Person.participant_code == code))
    # Asked even where there is no such person, so that both take equally long.
    matches = verify_secret(person.pin_hash if person else None, secret)
    card = card_of(code, secret, now).card
    if person is None or not (matches or card):
        return None
    proof = Proof(person.id, None if matches or card is None else card.id, _seal(person))
    return proof if proven(proof, now) else None


def proven(proof: Proof, now: datetime) -> Person | None:
    """The person of a proof that still holds; None if PIN or card has changed meanwhile."""
    person = db.session.get(Person, proof.person_id)
    if person is None or proof.seal != _seal(person):
        return None
    if proof.card_id is None:
        return person
    card = db.session.get(ActivationCard, proof.card_id)
    good = card is not None and judged(card, now).fitness is CardFitness.GOOD
    return person if good and person.pin_hash is None else None


def _seal(person: Person) -> str:
    return fingerprint(f"{person.id}:{person.pin_hash or ''}")


def check_joinable(kept: Person, gone: Person) -> None:
    """Raise Conflict, in words that say what to do, if `gone` cannot become one with `kept`."""
    if kept.id == gone.id:
        raise Conflict(_("This is the code you are signed in with. Type the other one."))
    if kept.clock_ahead is not None or gone.clock_ahead is not None:
        raise Conflict(_("People of a rehearsal are invented; they cannot be joined."))
    if gone.disabled_at is not None:
        raise Conflict(_("This account is closed. Ask the administrator to open it again."))
    if not signs_in_by_code(gone) or who_runs_a_workshop([gone.id]):
        raise Conflict(
            _("With that code you run a workshop. Sign in with it, and join the other one there.")
        )
    programs = ties_of([kept.id, gone.id])
    if programs[kept.id] & programs[gone.id]:
        raise Conflict(
            _("Both have a place in the same program. Tell its organiser, who puts that right.")
        )


@dataclass(frozen=True)
class Belonging:
    """A program and the workshops of it (numbers) in which somebody has a place."""

    program: str
    numbers: tuple[int, ...]


def belongings_of(person: Person) -> list[Belonging]:
    """Where a person takes part, by program."""
    rows = sa.union(
        *(
            select(Program.title, Workshop.number)
            .join(Workshop, Workshop.program_id == Program.id)
            .join(table, table.workshop_id == Workshop.id)
            .where(table.person_id == person.id)
            for table in (Enrolment, Waiting)
        )
    )
    found: dict[str, list[int]] = {}
    for title, number in db.session.execute(rows):
        found.setdefault(title, []).append(number)
    return [Belonging(title, tuple(sorted(found[title]))) for title in sorted(found)]


def join_codes(kept: Person, gone: Person, *, now: datetime) -> None:
    """Make one of two: all that `gone` has and did is `kept`'s, who keeps her name, code and PIN.

    Sign-ins, code, PIN and cards of `gone` end, open cards of `kept` too; contacts that `kept`
    lacks are taken over. Raises Conflict as `check_joinable`; nothing is changed then.
    """
    both = [kept.id, gone.id]
    db.session.execute(
        select(Person.id).where(Person.id.in_(both)).order_by(Person.id).with_for_update()
    ).all()
    check_joinable(kept, gone)
    gone_code, gone_name = gone.participant_code, gone.name
    make_one(kept, gone, now)
    note_in_her_programs(
        CODES_JOINED,
        kept.id,
        now,
        actor_id=kept.id,
        before={"name": gone_name, "participant_code": gone_code},
        after={"name": kept.name, "participant_code": kept.participant_code},
    )


def make_one(kept: Person, gone: Person, now: datetime) -> None:
    """Let all that `gone` has and did be `kept`'s, and take `gone` away.

    What is certain of both, they are locked and checked, is the caller's part. Raises Conflict
    where both have records that differ; nothing is changed then.
    """
    gone_id, phone, email = gone.id, gone.phone, gone.email
    with db.session.begin_nested():
        revoke_cards([kept.id, gone_id], now)
        forget_ways_in(gone_id)
        move_rows("person", gone_id, kept.id)
        # It is deleted beside the session, which must not write it any more.
        db.session.expunge(gone)
        db.session.execute(sa.delete(Person).where(Person.id == gone_id))
    kept.phone = kept.phone or phone
    # With a password the email is what she signs in with.
    if kept.password_hash is None:
        kept.email = kept.email or email
    db.session.flush()
