"""Enrolling people, by hand or from a list: what would happen, and making it happen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms.audit.service import note
from lms.database import db, insert_many
from lms.enrolment.actions import PEOPLE_ENROLLED
from lms.enrolment.importing.plan import FreeSeats, ImportPlan, Planned, RowOutcome, plan_import
from lms.enrolment.importing.queries import cooperative_names, free_seats_of, known_to
from lms.enrolment.importing.reading import ParticipantRow
from lms.errors import Conflict
from lms.language import gettext_noop as _
from lms.people.contacts import cooperative_key
from lms.people.cooperatives import NamedCooperative, cooperatives_by_key
from lms.people.models import Person
from lms.people.service import unused_codes
from lms.workshops.models import Workshop
from lms.workshops.seating.service import Admitted, admit, lock_seats

CHANGED = _("The list of participants has changed meanwhile. Look at it again.")


@dataclass(frozen=True)
class Enrolled:
    """What an import did: people made of it, people known before, rows left out.

    `waiting` of these people are on a waiting list; `held` of the rows left out wait for a
    decision.
    """

    created: tuple[Person, ...]
    joined: tuple[Person, ...]
    left_out: int
    held: int = 0
    waiting: tuple[Person, ...] = ()

    def __add__(self, more: "Enrolled") -> "Enrolled":
        return Enrolled(
            self.created + more.created,
            self.joined + more.joined,
            self.left_out + more.left_out,
            self.held + more.held,
            self.waiting + more.waiting,
        )

    @property
    def new_with_seat(self) -> tuple[Person, ...]:
        """Who is new and has a seat: they need cards."""
        waiting = {one.id for one in self.waiting}
        return tuple(one for one in self.created if one.id not in waiting)


def plan_for(
    workshop: Workshop,
    rows: Sequence[ParticipantRow],
    *,
    free_seats: FreeSeats | None = None,
    decisions: Mapping[str, str] | None = None,
) -> ImportPlan:
    """What importing `rows` would do now, without `free_seats` in this workshop alone.

    With `decisions` names that resemble others raise doubts, as in `plan_import`.
    """
    return plan_import(
        rows,
        known_to(workshop),
        free_seats or free_seats_of(workshop),
        cooperatives=() if decisions is None else cooperative_names(),
        decisions=decisions,
    )


def enrol_rows(
    workshop: Workshop,
    rows: Sequence[ParticipantRow],
    *,
    now: datetime,
    codes: Sequence[str] | None = None,
    actor_id: int | None = None,
    source: str = "",
) -> Enrolled:
    """Enrol everybody in `rows` who is not enrolled yet; people not known before are added.

    Each new person is given a code (one of `codes`, in the order of the rows, where they are
    settled beforehand) and no PIN: she chooses it with her card. Rows that cannot be imported are
    left out, so importing twice does nothing twice. When the seats are taken the others go on the
    waiting list.
    """
    lock_seats([workshop])
    return carry_out(
        plan_for(workshop, rows), [workshop], now=now, codes=codes, actor_id=actor_id, source=source
    )


def carry_out(
    plan: ImportPlan,
    workshops: Sequence[Workshop],
    *,
    now: datetime,
    codes: Sequence[str] | None = None,
    actor_id: int | None,
    source: str,
) -> Enrolled:
    """Do what a plan made after `lock_seats` says. Raises Conflict as `enrol_rows`."""
    try:
        with db.session.begin_nested():
            made = _made_of(plan.newcomers, codes or unused_codes(len(plan.newcomers)), now)
    except IntegrityError:  # the same people were added elsewhere at the same time
        raise Conflict(CHANGED) from None
    known_ids = [one.person_id for one in plan.rows if one.outcome is RowOutcome.ENROL]
    known = {p.id: p for p in db.session.scalars(select(Person).where(Person.id.in_(known_ids)))}
    newcomers = iter(made)
    seated: dict[int, list[Person]] = {}
    for planned in plan.rows:
        if planned.is_new:
            seated.setdefault(planned.number, []).append(next(newcomers))
        elif planned.outcome is RowOutcome.ENROL and planned.person_id is not None:
            seated.setdefault(planned.number, []).append(known[planned.person_id])
    waiting: list[Person] = []
    for workshop in workshops:
        people = seated.get(workshop.number, [])
        if people:
            admitted = admit(workshop, people, now=now, actor_id=actor_id)
            waiting += admitted.waiting
            _note(workshop, admitted, now, actor_id, source)
    left_out = len(plan.rows) - len(made) - len(known)
    held = plan.counts.get(RowOutcome.HELD, 0)
    return Enrolled(tuple(made), tuple(known.values()), left_out, held, tuple(waiting))


def _note(
    workshop: Workshop, admitted: Admitted, now: datetime, actor_id: int | None, source: str
) -> None:
    after: dict[str, Any] = {"people": [one.id for one in admitted.seated], "source": source}
    if admitted.waiting:
        after["waiting"] = [one.id for one in admitted.waiting]
    note(
        PEOPLE_ENROLLED,
        f"workshop:{workshop.id}",
        now,
        actor_id=actor_id,
        workshop_id=workshop.id,
        after=after,
    )


def _made_of(newcomers: Sequence[Planned], codes: Sequence[str], now: datetime) -> list[Person]:
    cooperatives = cooperatives_by_key(_named_in(newcomers))
    ids = {key: cooperative.id for key, cooperative in cooperatives.items()}
    rows = [
        {
            "name": planned.row.name,
            "participant_code": code,
            "email": planned.row.email or None,
            "phone": planned.row.phone,
            "position": planned.row.position,
            "note": planned.row.note,
            "cooperative_id": ids.get(cooperative_key(planned.row.cooperative)),
            "created_at": now,
        }
        for planned, code in zip(newcomers, codes, strict=False)
    ]
    insert_many(Person, rows)
    people = select(Person).where(Person.participant_code.in_(codes))
    by_code = {person.participant_code: person for person in db.session.scalars(people)}
    return [by_code[code] for _planned, code in zip(newcomers, codes, strict=False)]


def _named_in(newcomers: Sequence[Planned]) -> Mapping[str, NamedCooperative]:
    named: dict[str, NamedCooperative] = {}
    for row in (planned.row for planned in newcomers):
        if key := cooperative_key(row.cooperative):
            named.setdefault(key, NamedCooperative(row.cooperative, row.subdistrict, row.district))
    return named
