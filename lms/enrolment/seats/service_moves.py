"""A seat that changes hands, and a person who changes workshops."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import select

from lms.attendance.models import Attendance
from lms.attendance.rules import COUNTS_AS_PRESENT
from lms.audit.service import note
from lms.database import db
from lms.enrolment.actions import ENROLMENT_TRANSFERRED, SUBSTITUTE_SEATED
from lms.enrolment.seats.merging import move_rows
from lms.enrolment.seats.queries import seat_in_program
from lms.errors import Conflict
from lms.language import gettext_noop as _
from lms.people.models import Person
from lms.quizzes.attempts.models import Attempt
from lms.quizzes.attempts.queries import quiz_attempts, select_attempts
from lms.workshops.models import Enrolment, Meeting, Workshop
from lms.workshops.seating.models import SeatEvent
from lms.workshops.seating.queries import seating_of
from lms.workshops.seating.service import (
    fill_free_seats,
    lock_seats,
    next_form,
    record_seat_event,
    revoke_cards_of_who_left,
    stop_waiting,
)


def hand_over_seat(
    enrolment: Enrolment,
    person: Person,
    *,
    from_day: int,
    reason: str,
    now: datetime,
    actor_id: int | None,
) -> Enrolment:
    """Let another person of the same cooperative have a seat from a workshop day on.

    What both do stays theirs: attendance, answers and scores are the person's. Raises Conflict if
    the seat is not taken any more, the day does not fit, or the other one cannot take it.
    """
    workshop = enrolment.workshop
    lock_seats([workshop])
    db.session.refresh(enrolment)
    if enrolment.withdrawn_at is not None:
        raise Conflict(_("This participant has no seat here any more."))
    if person.cooperative_id is None or person.cooperative_id != enrolment.person.cooperative_id:
        raise Conflict(_("A substitute comes from the same cooperative."))
    _check_day(enrolment, from_day)
    if seat_in_program(person.id, workshop.program_id) is not None:
        raise Conflict(_("This person has a seat in this program already."))
    enrolment.withdrawn_at, enrolment.withdrawal_reason = now, reason
    enrolment.until_day = from_day - 1
    taking = _enrolment_for(person, workshop, now)
    taking.replaces_id, taking.from_day = enrolment.id, from_day
    stop_waiting(workshop, [person.id])
    revoke_cards_of_who_left(enrolment.person_id, now)
    who, other = enrolment.person_id, person.id
    record_seat_event(
        workshop,
        who,
        SeatEvent.REPLACED,
        now,
        actor_id,
        reason=reason,
        other_person_id=other,
        day=from_day,
    )
    record_seat_event(
        workshop,
        other,
        SeatEvent.TOOK_OVER,
        now,
        actor_id,
        reason=reason,
        other_person_id=who,
        day=from_day,
    )
    note(
        SUBSTITUTE_SEATED,
        f"enrolment:{enrolment.id}",
        now,
        actor_id=actor_id,
        workshop_id=workshop.id,
        before={"person": who},
        after={"person": other, "from_day": from_day},
        reason=reason,
    )
    return taking


def _check_day(enrolment: Enrolment, from_day: int) -> None:
    days = db.session.scalars(
        select(Meeting.day).where(Meeting.workshop_id == enrolment.workshop_id)
    ).all()
    if from_day < enrolment.from_day or from_day > max(days, default=0):
        raise Conflict(_("Choose one of the days of the workshop from which this seat was hers."))
    there = db.session.scalar(
        select(sa.func.max(Meeting.day))
        .join(Attendance, Attendance.meeting_id == Meeting.id)
        .where(
            Attendance.enrolment_id == enrolment.id,
            Attendance.presence.in_(COUNTS_AS_PRESENT),
            Meeting.workshop_id == enrolment.workshop_id,
        )
    )
    if there is not None and there >= from_day:
        raise Conflict(
            _("%(name)s was present on day %(day)s. Choose a later day or correct the attendance."),
            name=enrolment.person.name,
            day=there,
        )


def _enrolment_for(person: Person, workshop: Workshop, now: datetime) -> Enrolment:
    known: Enrolment | None = db.session.scalar(
        select(Enrolment).filter_by(workshop_id=workshop.id, person_id=person.id)
    )
    if known is None:
        known = Enrolment(
            workshop_id=workshop.id,
            person_id=person.id,
            first_form=next_form(workshop),
            enrolled_at=now,
        )
        db.session.add(known)
        return known
    if known.until_day is not None or known.replaces_id is not None:
        raise Conflict(_("This person had a seat here that changed hands. Choose somebody else."))
    known.withdrawn_at, known.withdrawal_reason = None, ""
    return known


def transfer_enrolment(
    enrolment: Enrolment, target: Workshop, *, reason: str, now: datetime, actor_id: int | None
) -> None:
    """Move a participant to another workshop of the program, with all she has done.

    A participant belongs to one workshop at a time, and her work is hers: her place moves, and with
    it lessons, practice, quizzes and extensions, which count there. Her presence stays at the
    meetings where it was recorded and counts for the same half days there. Raises Conflict if there
    is no free seat, another course is taught there, or she is in the middle of a quiz.
    """
    source = enrolment.workshop
    lock_seats([source, target])
    db.session.refresh(enrolment)
    if enrolment.withdrawn_at is not None or enrolment.workshop_id != source.id:
        raise Conflict(_("This participant has no seat here any more."))
    _check_target(source, target, now)
    running = quiz_attempts(
        select_attempts().where(
            Attempt.enrolment_id == enrolment.id, Attempt.handed_in_at.is_(None)
        )
    )
    if any(not quiz_attempt.is_over(now) for quiz_attempt in running):
        raise Conflict(
            _("This participant is in the middle of a quiz. Wait until it is handed in.")
        )
    _bring_together(enrolment, target)
    _take_along(enrolment.id, source, target)
    _keep_forms_even(enrolment, target)
    enrolment.workshop_id = target.id
    # In the new workshop she is nobody's substitute.
    enrolment.replaces_id, enrolment.from_day = None, 1
    db.session.flush()
    db.session.expire(enrolment)
    who = enrolment.person_id
    record_seat_event(
        source, who, SeatEvent.TRANSFERRED, now, actor_id, reason=reason, other_workshop=target
    )
    record_seat_event(
        target, who, SeatEvent.ARRIVED, now, actor_id, reason=reason, other_workshop=source
    )
    for workshop in (source, target):
        note(
            ENROLMENT_TRANSFERRED,
            f"enrolment:{enrolment.id}",
            now,
            actor_id=actor_id,
            workshop_id=workshop.id,
            before={"workshop": source.id},
            after={"workshop": target.id},
            reason=reason,
        )
    db.session.flush()
    # Only when she is out of it: her seat is the one that got free.
    fill_free_seats(source, now=now, actor_id=actor_id)


def _check_target(source: Workshop, target: Workshop, now: datetime) -> None:
    if target.program_id != source.program_id or target.id == source.id:
        raise Conflict(_("Choose another workshop of the same program."))
    if target.closed_at is not None and target.closed_at <= now:
        raise Conflict(_("That workshop is closed."))
    if target.revision.course_slug != source.revision.course_slug:
        raise Conflict(_("Another course is taught there, so what was done here would not count."))
    if not seating_of(target).free:
        raise Conflict(_("No seat is free in that workshop. Raise its capacity first."))


def _bring_together(enrolment: Enrolment, target: Workshop) -> None:
    """Join the place she once had in the target with the one she brings."""
    earlier: Enrolment | None = db.session.scalar(
        select(Enrolment).filter_by(workshop_id=target.id, person_id=enrolment.person_id)
    )
    if earlier is None:
        return
    if earlier.until_day is not None or earlier.replaces_id is not None:
        raise Conflict(_("She had a seat there that changed hands, so she cannot go back there."))
    earlier_id = earlier.id
    db.session.expunge(earlier)
    move_rows("enrolment", earlier_id, enrolment.id)
    db.session.execute(sa.delete(Enrolment).where(Enrolment.id == earlier_id))


def _keep_forms_even(enrolment: Enrolment, target: Workshop) -> None:
    """Give who has sat no test yet the form that fewer have in the workshop she comes to."""
    sat = select(Attempt.id).where(Attempt.enrolment_id == enrolment.id, Attempt.form != "")
    if db.session.scalar(sat.limit(1)) is None:
        enrolment.first_form = next_form(target)


def _take_along(enrolment_id: int, source: Workshop, target: Workshop) -> None:
    """Let rows that name both her place and its workshop, as extensions, name the new one."""
    for table in db.metadata.sorted_tables:
        columns = table.columns
        if "enrolment_id" in columns and "workshop_id" in columns:
            db.session.execute(
                sa.update(table)
                .where(columns.enrolment_id == enrolment_id, columns.workshop_id == source.id)
                .values(workshop_id=target.id)
            )
