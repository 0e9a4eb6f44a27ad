"""Taking what a phone kept of practice: each try once, judged again here."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from lms.content.values import Course
from lms.database import db
from lms.errors import Conflict, NotFound
from lms.language import gettext_noop as _
from lms.practice.models import ExerciseTry, PracticeSitting
from lms.practice.offline.kept import KeptSitting, KeptTry
from lms.practice.offline.tickets import PackTicket
from lms.practice.rules import draws_numbers, is_finished, seed_of
from lms.publishing.queries import course_of_id
from lms.questions import InvalidAnswer
from lms.workshops.models import Enrolment
from lms.workshops.service_resting import count_write


class OtherPerson(Conflict):
    """The answers are somebody else's, who used this phone before."""


@dataclass(frozen=True)
class DeliveredTries:
    """The keys of the tries that are stored now, and of those that cannot be."""

    taken: tuple[str, ...]
    refused: tuple[str, ...]


@dataclass
class _Known:
    """What is stored of a person when a delivery begins, and what it adds."""

    numbers: dict[str, int] = field(default_factory=dict)  # the highest of each exercise
    seeds: set[tuple[str, int]] = field(default_factory=set)  # with their exercise
    sitting_of: dict[str, int | None] = field(default_factory=dict)  # by the key of a try
    places: set[tuple[int, int]] = field(default_factory=set)  # taken in a sitting
    sittings: dict[int, tuple[date, int]] = field(default_factory=dict)  # day and number by id

    def note_try(self, row: Any) -> None:
        self.numbers[row.exercise_id] = max(row.number, self.numbers.get(row.exercise_id, 0))
        self.seeds.add((row.exercise_id, row.seed))
        if row.client_key is not None:
            self.sitting_of[row.client_key] = row.sitting_id
        if row.sitting_id is not None:
            self.places.add((row.sitting_id, row.place))

    def note_sitting(self, row: Any) -> None:
        # A booklet is never the sitting of today, on whichever day it was made.
        self.sittings[row.id] = (date.min if row.on_paper else row.day, row.number)


def deliver_tries(
    enrolment: Enrolment, ticket: PackTicket, tries: Sequence[KeptTry], now: datetime
) -> DeliveredTries:
    """Store the tries of a phone in the order she answered; one sent twice is stored once.

    A number that was used up meanwhile on another device gives way to the next; the question keeps
    the numbers she saw. Raises OtherPerson.
    """
    if ticket.enrolment_id != enrolment.id:
        raise OtherPerson(_("These results are of another person, who used this phone before."))
    course = course_of_id(ticket.revision_id)
    known = _known(enrolment)
    for kept in sorted(tries, key=lambda each: each.first.ago, reverse=True):
        if kept.key not in known.sitting_of:
            judged = _judged(ticket, course, known, kept, now)
            if judged is not None:
                _store(enrolment, known, kept, judged)
                count_write(enrolment.workshop)
    keys = [kept.key for kept in tries]
    return DeliveredTries(
        tuple(key for key in keys if key in known.sitting_of),
        tuple(key for key in keys if key not in known.sitting_of),
    )


def _known(enrolment: Enrolment) -> _Known:
    known, stored, sitting = _Known(), ExerciseTry, PracticeSitting
    columns = (stored.exercise_id, stored.number, stored.seed, stored.client_key)
    tries = sa.select(*columns, stored.sitting_id, stored.place)
    for row in db.session.execute(tries.where(stored.enrolment_id == enrolment.id)):
        known.note_try(row)
    sittings = sa.select(sitting.id, sitting.day, sitting.number, sitting.on_paper)
    for begun in db.session.execute(sittings.where(sitting.enrolment_id == enrolment.id)):
        known.note_sitting(begun)
    return known


def _judged(
    ticket: PackTicket, course: Course, known: _Known, kept: KeptTry, now: datetime
) -> ExerciseTry | None:
    """The try as it is judged here, without its number; None for what cannot be one."""
    try:
        question = course.exercise(kept.exercise_id).question
        seed = seed_of(ticket.enrolment_id, question.drawn_as, kept.number)
        variant = question.variant(seed)
        answer = variant.read(kept.first.fields)
        second = variant.read(kept.second.fields) if kept.second else None
    except (NotFound, InvalidAnswer):
        return None
    at = kept.first.given_at(now, ticket.made_at)
    judged = ExerciseTry(
        enrolment_id=ticket.enrolment_id,
        exercise_id=kept.exercise_id,
        revision_id=ticket.revision_id,
        seed=seed,
        answer=answer,
        credit=variant.grade(answer).credit,
        answered_at=at,
        hints_opened=min(kept.hints_opened, len(question.hints)),
        key_known=kept.exercise_id in known.numbers and not draws_numbers(question),
        scaffold=kept.scaffold,
        client_key=kept.key,
        received_at=now,
    )
    if is_finished(variant, judged.credit, answered_twice=False, gave_up=False):
        return judged
    if kept.second is not None and second is not None:
        judged.second_answer, judged.second_credit = second, variant.grade(second).credit
        judged.second_answered_at = kept.second.given_at(now, at)
    elif kept.solution_ago is not None:
        judged.solution_at = max(at, now - kept.solution_ago)
    return judged


def _store(enrolment: Enrolment, known: _Known, kept: KeptTry, judged: ExerciseTry) -> None:
    """Add a try with the next free number of its exercise."""
    exercise_id = judged.exercise_id
    judged.key_known = judged.key_known or (exercise_id, judged.seed) in known.seeds
    judged.number = known.numbers.get(exercise_id, 0) + 1
    if kept.sitting:
        sitting_id = _sitting_of(enrolment, known, kept.sitting, judged)
        if sitting_id is not None and (sitting_id, kept.sitting.place) not in known.places:
            judged.sitting_id, judged.place = sitting_id, kept.sitting.place
    db.session.add(judged)
    db.session.flush()
    known.note_try(judged)


def _sitting_of(
    enrolment: Enrolment, known: _Known, kept: KeptSitting, judged: ExerciseTry
) -> int | None:
    """The sitting of a try: that of the tries before it, or a new one.

    None if she has begun one on a later day since: the newest sitting is that of today.
    """
    if kept.id in known.sittings:
        return kept.id
    found = next(filter(None, (known.sitting_of.get(key) for key in kept.before)), None)
    if found is not None:
        return found
    day = judged.answered_at.astimezone(enrolment.workshop.zone).date()
    if any(later > day for later, _number in known.sittings.values()):
        return None
    sitting = PracticeSitting(
        enrolment_id=enrolment.id,
        number=1 + max((number for _day, number in known.sittings.values()), default=0),
        day=day,
        revision_id=judged.revision_id,
        choices=[dict(choice) for choice in kept.choices],
        begun_at=judged.answered_at,
    )
    db.session.add(sitting)
    db.session.flush()
    known.note_sitting(sitting)
    return sitting.id
