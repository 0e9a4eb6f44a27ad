"""Giving seats, the waiting list, and moving up from it. The rules are in `rules`.

Every function that gives or takes a seat first locks its workshop, so that the seats are counted by
one at a time, and leaves a line in the history of seats and in the audit trail.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select

from lms.audit.actions import AuditAction
from lms.audit.service import Noted, note, note_all
from lms.database import db, insert_many
from lms.language import gettext_noop as _
from lms.people.cards import revoke_cards
from lms.people.models import Person
from lms.workshops.actions import WAITING_ADDED, WAITING_MOVED, WAITING_PROMOTED, WAITING_REMOVED
from lms.workshops.models import Enrolment, Program, Workshop
from lms.workshops.queries import schedule_of
from lms.workshops.seating.models import SeatChange, SeatEvent, Waiting
from lms.workshops.seating.queries import seating_of
from lms.workshops.seating.rules import FILLED_BY_ITSELF, Seating, form_to_give

BY_ITSELF = _("A seat was free")


@dataclass(frozen=True)
class Admitted:
    """People who came: those given a seat, and those put on the waiting list, in order."""

    seated: tuple[Person, ...]
    waiting: tuple[Person, ...]


def lock_seats(workshops: Sequence[Workshop]) -> None:
    """Let nobody else take seats of these workshops until this transaction ends.

    The program is locked too, so that nobody gets a seat in two of its workshops at once. What is
    known of the workshops, as their capacity, is read afresh. Rows that refer to them may be
    written meanwhile (`key_share`), or two who add somebody at once would wait for each other.
    """
    ids = [workshop.id for workshop in workshops]
    programs = select(Program.id).where(Program.id.in_({one.program_id for one in workshops}))
    # Programs first and each kind by id: two who lock in another order wait for each other.
    db.session.execute(programs.order_by(Program.id).with_for_update(key_share=True)).all()
    select_them = select(Workshop).where(Workshop.id.in_(ids)).order_by(Workshop.id)
    db.session.execute(
        select_them.with_for_update(key_share=True), execution_options={"populate_existing": True}
    ).all()


def admit(
    workshop: Workshop, people: Sequence[Person], *, now: datetime, actor_id: int | None
) -> Admitted:
    """Seat people in their order as far as there are seats; the others wait. Lock first.

    Who sits or waits here already stays where she is.
    """
    before = seating_of(workshop)
    after = before.admit(person.id for person in people)
    sit_now, wait_now = after.seated - before.seated, {*after.waiting} - {*before.waiting}
    seated = tuple(one for one in people if one.id in sit_now)
    waiting = tuple(one for one in people if one.id in wait_now)
    _take_seats(workshop, [person.id for person in seated], now)
    if waiting:
        _put_on_list(workshop, [person.id for person in waiting], now, actor_id)
    return Admitted(seated, waiting)


def _put_on_list(
    workshop: Workshop, person_ids: Sequence[int], now: datetime, actor_id: int | None
) -> None:
    last = _last_place(workshop)
    insert_many(
        Waiting,
        [
            {"workshop_id": workshop.id, "person_id": person_id, "place": place, "since": now}
            for place, person_id in enumerate(person_ids, start=last + 1)
        ],
    )
    record_seat_events(workshop, person_ids, SeatEvent.WAITS, now, actor_id)


def fill_free_seats(workshop: Workshop, *, now: datetime, actor_id: int | None) -> tuple[int, ...]:
    """Move people up from the waiting list while there are seats, and return their ids.

    Lock first. After the last meeting nobody moves up by herself.
    """
    before = seating_of(workshop)
    if not (before.free and before.waiting):
        return ()
    if schedule_of(workshop).phase(now) not in FILLED_BY_ITSELF:
        return ()
    up = before.waiting[: before.free]
    _move_up(workshop, up, now, actor_id, BY_ITSELF)
    return up


def promote(waiting: Waiting, *, reason: str, now: datetime, actor_id: int | None) -> None:
    """Give one who waits a free seat out of turn. Raises Conflict if no seat is free."""
    workshop = _locked_workshop(waiting)
    seating_of(workshop).promote(waiting.person_id)
    _move_up(workshop, [waiting.person_id], now, actor_id, reason)


def move_on_list(
    waiting: Waiting, place: int, *, reason: str, now: datetime, actor_id: int | None
) -> None:
    """Put one who waits at another place of the list, counted from 1."""
    workshop = _locked_workshop(waiting)
    before = seating_of(workshop)
    after = before.move(waiting.person_id, place)
    if after == before:
        return
    _renumber(workshop, after)
    was, is_now = (one.waiting.index(waiting.person_id) + 1 for one in (before, after))
    record_seat_event(
        workshop, waiting.person_id, SeatEvent.REORDERED, now, actor_id, reason=reason
    )
    _note(workshop, WAITING_MOVED, waiting.person_id, now, actor_id, reason, was, is_now)


def take_off_list(waiting: Waiting, *, reason: str, now: datetime, actor_id: int | None) -> None:
    """Take one who waits off the list."""
    workshop = _locked_workshop(waiting)
    record_seat_event(
        workshop, waiting.person_id, SeatEvent.LEFT_LIST, now, actor_id, reason=reason
    )
    _note(workshop, WAITING_REMOVED, waiting.person_id, now, actor_id, reason)
    db.session.delete(waiting)
    db.session.flush()


def wait_in_front(
    workshop: Workshop, person_id: int, *, now: datetime, actor_id: int | None
) -> None:
    """Put somebody in front of the waiting list, for she had a seat before. Lock first."""
    after = seating_of(workshop).put_first(person_id)
    # Places begin at 1, so 0 is in front until all are counted anew.
    db.session.add(Waiting(workshop_id=workshop.id, person_id=person_id, place=0, since=now))
    db.session.flush()
    _renumber(workshop, after)
    record_seat_event(workshop, person_id, SeatEvent.WAITS, now, actor_id)
    _note(workshop, WAITING_ADDED, person_id, now, actor_id)


def record_seat_event(
    workshop: Workshop,
    person_id: int,
    kind: SeatEvent,
    now: datetime,
    actor_id: int | None,
    *,
    reason: str = "",
    other_person_id: int | None = None,
    other_workshop: Workshop | None = None,
    day: int | None = None,
) -> None:
    """Leave a line in the history of seats."""
    db.session.add(
        SeatChange(
            workshop_id=workshop.id,
            person_id=person_id,
            kind=kind,
            at=now,
            actor_id=actor_id,
            other_person_id=other_person_id,
            other_workshop_id=other_workshop.id if other_workshop else None,
            day=day,
            reason=reason,
        )
    )


def record_seat_events(
    workshop: Workshop,
    person_ids: Iterable[int],
    kind: SeatEvent,
    now: datetime,
    actor_id: int | None,
    *,
    reason: str = "",
) -> None:
    """Leave the same line for each of many people, in one statement."""
    insert_many(
        SeatChange,
        [
            {
                "workshop_id": workshop.id,
                "person_id": person_id,
                "kind": kind,
                "at": now,
                "actor_id": actor_id,
                "reason": reason,
            }
            for person_id in person_ids
        ],
    )


def revoke_cards_of_who_left(person_id: int, now: datetime) -> None:
    """Make a card worthless whose holder takes part in no workshop any more, so nobody finds it."""
    db.session.flush()
    # In any program: her card opens all of them.
    stays = select(Enrolment.id).where(
        Enrolment.person_id == person_id, Enrolment.withdrawn_at.is_(None)
    )
    if db.session.scalar(stays.limit(1)) is None:
        revoke_cards([person_id], now)


def next_form(workshop: Workshop) -> str:
    """The test form to give to who takes a seat now."""
    return form_to_give(_forms_held(workshop))


def _locked_workshop(waiting: Waiting) -> Workshop:
    workshop = db.session.get_one(Workshop, waiting.workshop_id)
    lock_seats([workshop])
    return workshop


def _move_up(
    workshop: Workshop, person_ids: Sequence[int], now: datetime, actor_id: int | None, reason: str
) -> None:
    _take_seats(workshop, person_ids, now)
    record_seat_events(workshop, person_ids, SeatEvent.MOVED_UP, now, actor_id, reason=reason)
    note_all(
        WAITING_PROMOTED,
        [Noted(f"person:{person_id}", None, None) for person_id in person_ids],
        now,
        actor_id=actor_id,
        workshop_id=workshop.id,
        reason=reason,
    )


def _take_seats(workshop: Workshop, person_ids: Sequence[int], now: datetime) -> None:
    """Enrol people, or take them back; who comes back keeps her test form.

    Who sits here waits nowhere in the program any more.
    """
    if not person_ids:
        return
    held = _forms_held(workshop)
    back = db.session.scalars(
        select(Enrolment).where(
            Enrolment.workshop_id == workshop.id, Enrolment.person_id.in_(person_ids)
        )
    )
    known = {enrolment.person_id: enrolment for enrolment in back}
    for person_id in person_ids:
        if person_id in known:
            known[person_id].withdrawn_at, known[person_id].withdrawal_reason = None, ""
            held[known[person_id].first_form] += 1
    given: list[dict[str, object]] = []
    for person_id in person_ids:
        if person_id not in known:
            form = form_to_give(held)
            held[form] += 1
            given.append({"person_id": person_id, "first_form": form})
    insert_many(
        Enrolment, [{"workshop_id": workshop.id, "enrolled_at": now, **each} for each in given]
    )
    stop_waiting(workshop, person_ids)
    db.session.flush()


def stop_waiting(workshop: Workshop, person_ids: Iterable[int]) -> None:
    """Take people who have a seat off every waiting list of the program."""
    beside = select(Workshop.id).where(Workshop.program_id == workshop.program_id)
    db.session.execute(
        delete(Waiting).where(
            Waiting.workshop_id.in_(beside), Waiting.person_id.in_(list(person_ids))
        ),
        execution_options={"synchronize_session": "fetch"},
    )


def _forms_held(workshop: Workshop) -> Counter[str]:
    """How many of those who sit in a workshop have each test form; who left counts no more."""
    rows = db.session.execute(
        select(Enrolment.first_form, func.count())
        .where(Enrolment.workshop_id == workshop.id, Enrolment.withdrawn_at.is_(None))
        .group_by(Enrolment.first_form)
    )
    return Counter({row[0]: row[1] for row in rows})


def _last_place(workshop: Workshop) -> int:
    query = select(func.max(Waiting.place)).where(Waiting.workshop_id == workshop.id)
    return db.session.scalar(query) or 0


def _renumber(workshop: Workshop, seating: Seating) -> None:
    places = {person_id: place for place, person_id in enumerate(seating.waiting, start=1)}
    for one in db.session.scalars(select(Waiting).where(Waiting.workshop_id == workshop.id)):
        one.place = places[one.person_id]
    db.session.flush()


def _note(
    workshop: Workshop,
    action: AuditAction,
    person_id: int,
    now: datetime,
    actor_id: int | None,
    reason: str = "",
    was: int | None = None,
    is_now: int | None = None,
) -> None:
    note(
        action,
        f"person:{person_id}",
        now,
        actor_id=actor_id,
        workshop_id=workshop.id,
        before=None if was is None else {"place": was},
        after=None if is_now is None else {"place": is_now},
        reason=reason,
    )
