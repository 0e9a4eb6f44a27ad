"""Enrolling people, by hand or from a list: what would happen, and making it happen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from lms.audit.service import note
from lms.database import db
from lms.errors import Conflict
from lms.language import mark as _
from lms.people.cooperatives import Named, cooperatives_by_key
from lms.people.models import Person
from lms.workshops.contacts import cooperative_key
from lms.workshops.handouts import NewSecret, new_pins, unused_codes
from lms.workshops.importing import Row
from lms.workshops.importing_plan import Outcome, Plan, Planned, Rooms, plan_import
from lms.workshops.importing_queries import (
    cooperative_names,
    known_to,
    rooms_of,
)
from lms.workshops.models import Enrolment, Workshop

FORMS = ("A", "B")
_CHANGED = _("The list of participants has changed meanwhile. Look at it again.")


@dataclass(frozen=True)
class Enrolled:
    """What an import did: people made of it, people known before, rows left out.

    `held` of those left out wait for a decision.
    """

    created: tuple[Person, ...]
    joined: tuple[Person, ...]
    left_out: int
    held: int = 0


def plan_for(
    workshop: Workshop,
    rows: Sequence[Row],
    *,
    rooms: Rooms | None = None,
    decisions: Mapping[str, str] | None = None,
) -> Plan:
    """Return what importing `rows` would do now, without `rooms` in this workshop alone.

    With `decisions` names that resemble others raise doubts, as in `plan_import`. At most six
    statements, whatever the number of rows.
    """
    return plan_import(
        rows,
        known_to(workshop, rows),
        rooms or rooms_of(workshop),
        cooperatives=() if decisions is None else cooperative_names(),
        decisions=decisions,
    )


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
    lock_seats([workshop])
    return carry_out(
        plan_for(workshop, rows), [workshop], secrets, now=now, actor_id=actor_id, source=source
    )


def lock_seats(workshops: Sequence[Workshop]) -> None:
    """Let nobody else take seats of these workshops until this transaction ends."""
    ids = [workshop.id for workshop in workshops]
    select_them = select(Workshop.id).where(Workshop.id.in_(ids)).order_by(Workshop.id)
    db.session.execute(select_them.with_for_update()).all()


def carry_out(
    plan: Plan,
    workshops: Sequence[Workshop],
    secrets: Sequence[NewSecret],
    *,
    now: datetime,
    actor_id: int | None,
    source: str,
) -> Enrolled:
    """Do what a plan made after `lock_seats` says. Raises Conflict as `enrol_rows`."""
    _check(plan, workshops, secrets)
    try:
        with db.session.begin_nested():
            made = _made_of(plan.newcomers, secrets, now)
    except IntegrityError:  # the same people were added elsewhere at the same time
        raise Conflict(_CHANGED) from None
    known_ids = [one.person_id for one in plan.rows if one.outcome is Outcome.ENROL]
    known = {p.id: p for p in db.session.scalars(select(Person).where(Person.id.in_(known_ids)))}
    newcomers = iter(made)
    seated: dict[int, list[Person]] = {}
    for planned in plan.rows:
        if planned.is_new:
            seated.setdefault(planned.number, []).append(next(newcomers))
        elif planned.outcome is Outcome.ENROL and planned.person_id is not None:
            seated.setdefault(planned.number, []).append(known[planned.person_id])
    for workshop in workshops:
        people = seated.get(workshop.number, [])
        _seat(workshop, people, now)
        _note(workshop, people, now, actor_id, source)
    left_out = len(plan.rows) - len(made) - len(known)
    return Enrolled(tuple(made), tuple(known.values()), left_out, plan.counts.get(Outcome.HELD, 0))


def _check(plan: Plan, workshops: Sequence[Workshop], secrets: Sequence[NewSecret]) -> None:
    for workshop in workshops:
        if workshop.number in plan.seats_missing:
            raise Conflict(
                _(
                    "There are %(seats)s seats left for %(people)s people in workshop %(number)s. "
                    "Raise the capacity first."
                ),
                seats=max(plan.rooms.seats[workshop.number], 0),
                people=plan.joining[workshop.number],
                number=workshop.number,
            )
    if len(plan.newcomers) > len(secrets):
        raise Conflict(_CHANGED)


def _note(
    workshop: Workshop, people: Sequence[Person], now: datetime, actor_id: int | None, source: str
) -> None:
    if people:
        note(
            "enrolment.add",
            f"workshop:{workshop.id}",
            now,
            actor_id=actor_id,
            workshop_id=workshop.id,
            after={"people": [person.id for person in people], "source": source},
        )


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
            note=planned.row.note,
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
