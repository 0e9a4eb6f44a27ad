"""Enrolling people, by hand or from a list: drafts, what would happen, making it happen."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from lms.audit.service import note
from lms.database import db
from lms.errors import Conflict, NotFound
from lms.language import mark as _
from lms.people.cooperatives import Named, cooperatives_by_key
from lms.people.models import Cooperative, Person
from lms.people.secrets import draw_token
from lms.workshops.contacts import cooperative_key
from lms.workshops.handouts import NewSecret, new_pins, unused_codes
from lms.workshops.importing import ParticipantList, Row, read_participants
from lms.workshops.importing_plan import Known, Outcome, Plan, Planned, plan_import
from lms.workshops.importing_sheets import Table
from lms.workshops.models import Enrolment, Handout, ImportDraft, Workshop

DRAFTS_KEPT = timedelta(days=1)
FORMS = ("A", "B")
_CHANGED = _("The list of participants has changed meanwhile. Look at it again.")


@dataclass(frozen=True)
class Enrolled:
    """What an import did: people made of it, people known before, rows left out."""

    created: tuple[Person, ...]
    joined: tuple[Person, ...]
    left_out: int


def keep_draft(
    workshop: Workshop, table: Table, file_name: str, now: datetime, actor_id: int
) -> ImportDraft:
    """Keep a list until the organiser decides. Raises Invalid if it holds no participants."""
    read_participants(table)
    db.session.execute(delete(ImportDraft).where(ImportDraft.uploaded_at < now - DRAFTS_KEPT))
    draft = ImportDraft(
        token=draw_token(),
        workshop_id=workshop.id,
        uploaded_by_id=actor_id,
        uploaded_at=now,
        file_name=file_name[:200],
        rows=json.dumps(table, ensure_ascii=False),
    )
    db.session.add(draft)
    db.session.flush()
    return draft


def draft_in(workshop: Workshop, token: str) -> ImportDraft:
    """Return a list that waits in this workshop. Raises NotFound."""
    draft: ImportDraft | None = db.session.scalar(
        select(ImportDraft).where(
            ImportDraft.token == token, ImportDraft.workshop_id == workshop.id
        )
    )
    if draft is None:
        raise NotFound(_("This list is not waiting any more. Look at the participants."))
    return draft


def participants_of(draft: ImportDraft) -> ParticipantList:
    """Return the rows of a draft, as understood."""
    return read_participants(json.loads(draft.rows))


def plan_for(workshop: Workshop, rows: Sequence[Row]) -> Plan:
    """Return what importing `rows` would do now. Three statements, whatever the number of rows."""
    taken = db.session.scalar(
        select(func.count()).where(
            Enrolment.workshop_id == workshop.id, Enrolment.withdrawn_at.is_(None)
        )
    )
    return plan_import(
        rows, _known_to(workshop, rows), workshop.number, workshop.capacity - (taken or 0)
    )


def _known_to(workshop: Workshop, rows: Sequence[Row]) -> list[Known]:
    """Return everybody in the program, and everybody elsewhere who might be in `rows`."""
    cooperatives = {cooperative_key(row.cooperative) for row in rows if row.cooperative}
    in_program = (
        select(Enrolment.person_id)
        .join(Enrolment.workshop)
        .where(Workshop.program_id == workshop.program_id)
    )
    people = db.session.scalars(
        select(Person)
        .outerjoin(Person.cooperative)
        .options(joinedload(Person.cooperative))
        .where(
            or_(
                Person.id.in_(in_program),
                Person.phone.in_({row.phone for row in rows if row.phone}),
                Person.email.in_({row.email for row in rows if row.email}),
                Person.participant_code.in_({row.code for row in rows if row.code}),
                Cooperative.key.in_(cooperatives),
            )
        )
        .order_by(Person.id)
    ).all()
    here, elsewhere = _places(workshop)
    return [
        Known(
            person_id=person.id,
            name=person.name,
            code=person.participant_code or "",
            phone=person.phone,
            email=person.email or "",
            cooperative=person.cooperative.key if person.cooperative else "",
            here=here.get(person.id),
            elsewhere=elsewhere.get(person.id),
        )
        for person in people
    ]


def _places(workshop: Workshop) -> tuple[dict[int, bool], dict[int, int]]:
    """Return who is (True) or was (False) in the workshop, and who is in which other one."""
    here: dict[int, bool] = {}
    elsewhere: dict[int, int] = {}
    for person_id, workshop_id, number, withdrawn_at in db.session.execute(
        select(Enrolment.person_id, Workshop.id, Workshop.number, Enrolment.withdrawn_at)
        .join(Enrolment.workshop)
        .where(Workshop.program_id == workshop.program_id)
    ):
        if workshop_id == workshop.id:
            here[person_id] = withdrawn_at is None
        elif withdrawn_at is None:
            elsewhere[person_id] = number
    return here, elsewhere


def first_secrets(token: str, count: int) -> list[NewSecret]:
    """Return codes and hashed PINs for `count` new people. Slow: call it before any writing."""
    return new_pins(token, unused_codes(count))


def enrol_rows(
    workshop: Workshop,
    rows: Sequence[Row],
    *,
    secrets: Sequence[NewSecret],
    now: datetime,
    actor_id: int | None = None,
    source: str = "",
) -> Enrolled:
    """Enrol everybody in `rows` who is not enrolled yet; people not known before are added.

    Each new person takes one of `secrets`, in the order of the rows. Rows that cannot be imported
    are left out, so importing twice does nothing twice. Raises Conflict if the seats do not
    suffice, or if there are more new people than secrets.
    """
    db.session.execute(select(Workshop.id).where(Workshop.id == workshop.id).with_for_update())
    plan = plan_for(workshop, rows)
    if plan.seats_missing:
        raise Conflict(
            _("There are %(seats)s seats left for %(people)s people. Raise the capacity first."),
            seats=max(plan.seats_left, 0),
            people=plan.joining,
        )
    if len(plan.newcomers) > len(secrets):
        raise Conflict(_CHANGED)
    try:
        with db.session.begin_nested():
            created = _made_of(plan.newcomers, secrets, now)
    except IntegrityError:  # the same people were added elsewhere at the same time
        raise Conflict(_CHANGED) from None
    known_ids = [p.person_id for p in plan.rows if p.outcome is Outcome.ENROL]
    joined = list(db.session.scalars(select(Person).where(Person.id.in_(known_ids))))
    _seat(workshop, [*created, *joined], now)
    done = Enrolled(tuple(created), tuple(joined), len(rows) - len(created) - len(joined))
    note(
        "enrolment.add",
        f"workshop:{workshop.id}",
        now,
        actor_id=actor_id,
        workshop_id=workshop.id,
        after={"people": [p.id for p in (*created, *joined)], "source": source},
    )
    return done


def _made_of(
    newcomers: Sequence[Planned], secrets: Sequence[NewSecret], now: datetime
) -> list[Person]:
    cooperatives = cooperatives_by_key(_named_in(newcomers))
    people = [
        Person(
            name=planned.row.name,
            participant_code=secret.identity,
            pin_hash=secret.hashed,
            email=planned.row.email or None,
            phone=planned.row.phone,
            position=planned.row.position,
            cooperative=cooperatives.get(cooperative_key(planned.row.cooperative)),
            created_at=now,
        )
        for planned, secret in zip(newcomers, secrets, strict=False)
    ]
    db.session.add_all(people)
    db.session.flush()
    return people


def _named_in(newcomers: Sequence[Planned]) -> Mapping[str, Named]:
    named: dict[str, Named] = {}
    for row in (planned.row for planned in newcomers):
        if key := cooperative_key(row.cooperative):
            named.setdefault(key, Named(row.cooperative, row.subdistrict, row.district))
    return named


def _seat(workshop: Workshop, people: Sequence[Person], now: datetime) -> None:
    """Enrol `people`; the test forms go to them in turn, so that each half has another first."""
    counts = dict.fromkeys(FORMS, 0)
    for form, seated in db.session.execute(
        select(Enrolment.first_form, func.count())
        .where(Enrolment.workshop_id == workshop.id)
        .group_by(Enrolment.first_form)
    ):
        counts[form] = seated
    for person in people:
        form = min(FORMS, key=counts.__getitem__)
        counts[form] += 1
        db.session.add(
            Enrolment(
                workshop_id=workshop.id, person_id=person.id, first_form=form, enrolled_at=now
            )
        )
    db.session.flush()


def import_draft(
    handout: Handout,
    draft: ImportDraft,
    secrets: Sequence[NewSecret],
    *,
    now: datetime,
    actor_id: int,
) -> Enrolled:
    """Enrol the people of a draft and let go of it; new people go into the handout.

    Raises Conflict as `enrol_rows`; the draft is kept then.
    """
    workshop = db.session.get_one(Workshop, draft.workshop_id)
    enrolled = enrol_rows(
        workshop,
        participants_of(draft).rows,
        secrets=secrets,
        now=now,
        actor_id=actor_id,
        source=draft.file_name,
    )
    handout.person_ids = [person.id for person in enrolled.created]
    db.session.delete(draft)
    return enrolled
