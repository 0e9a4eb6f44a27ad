"""Reading who is silent, and how often she was reminded."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from lms.database import db
from lms.practice.models import ExerciseTry, PracticeReminder, PracticeTime
from lms.practice.overview.rules import silence
from lms.workshops.models import Enrolment, Workshop
from lms.workshops.queries import schedules_of
from lms.workshops.rules import Phase, Schedule


class LastTry(NamedTuple):
    """When somebody last answered an exercise, of whatever kind; None before the first."""

    workshop_id: int
    at: datetime | None


class DueReminder(NamedTuple):
    """Somebody who is to be reminded now, and in which words: those of her own time, in turn."""

    enrolment: Enrolment
    time: str
    reminders: int


def reminders_due(
    workshops: Iterable[Workshop], schedules: Mapping[int, Schedule], now: datetime
) -> dict[int, int]:
    """How many are to be reminded now, by workshop id, in two statements."""
    return Counter(last.workshop_id for last in _due(workshops, schedules, now).values())


def everybody_due(now: datetime) -> list[DueReminder]:
    """All who are to be reminded now, of all workshops in their practice period.

    Their rows are locked until the commit, so that two senders remind nobody twice.
    """
    workshops = list(db.session.scalars(select(Workshop).order_by(Workshop.id).with_for_update()))
    found = _due(workshops, schedules_of(workshops), now)
    query = select(Enrolment).where(Enrolment.id.in_(found)).order_by(Enrolment.id)
    enrolments = list(db.session.scalars(query))
    times = times_of_practice(found)
    sent = reminders_in({each.workshop_id for each in enrolments})
    return [DueReminder(each, times.get(each.id, ""), len(sent[each.id])) for each in enrolments]


def reminder_of(enrolment: Enrolment) -> DueReminder:
    """In which words one person is reminded next."""
    time = times_of_practice([enrolment.id]).get(enrolment.id, "")
    return DueReminder(enrolment, time, len(reminders_in([enrolment.workshop_id])[enrolment.id]))


def _due(
    workshops: Iterable[Workshop], schedules: Mapping[int, Schedule], now: datetime
) -> dict[int, LastTry]:
    """Who is to be reminded now, by enrolment id."""
    ended = {
        each.id: schedules[each.id].slots[-1].ends_at
        for each in workshops
        if schedules[each.id].phase(now) is Phase.PRACTICE
    }
    if not ended:
        return {}
    sent = reminders_in(ended)
    return {
        enrolment_id: last
        for enrolment_id, last in last_tries(ended).items()
        if silence(last.at, ended[last.workshop_id], sent[enrolment_id], now).is_due
    }


def last_tries(workshop_ids: Iterable[int]) -> dict[int, LastTry]:
    """By enrolment id, of everybody enrolled."""
    rows = db.session.execute(
        select(Enrolment.id, Enrolment.workshop_id, func.max(ExerciseTry.answered_at))
        .outerjoin(ExerciseTry, ExerciseTry.enrolment_id == Enrolment.id)
        .where(Enrolment.workshop_id.in_(workshop_ids), Enrolment.withdrawn_at.is_(None))
        .group_by(Enrolment.id, Enrolment.workshop_id)
    )
    return {row[0]: LastTry(row[1], row[2]) for row in rows}


def last_try_of(enrolment: Enrolment) -> datetime | None:
    """When one person last answered an exercise."""
    query = select(func.max(ExerciseTry.answered_at))
    return db.session.scalar(query.where(ExerciseTry.enrolment_id == enrolment.id))


def times_of_practice(enrolment_ids: Iterable[int]) -> dict[int, str]:
    """When people want to practise, in their own words, by enrolment id."""
    rows = db.session.execute(
        select(PracticeTime.enrolment_id, PracticeTime.words).where(
            PracticeTime.enrolment_id.in_(enrolment_ids)
        )
    )
    return {row[0]: row[1] for row in rows}


def reminders_in(workshop_ids: Iterable[int]) -> defaultdict[int, list[datetime]]:
    """When people of these workshops were reminded, by enrolment id."""
    found: defaultdict[int, list[datetime]] = defaultdict(list)
    for enrolment_id, at in db.session.execute(
        select(PracticeReminder.enrolment_id, PracticeReminder.sent_at)
        .join(Enrolment, Enrolment.id == PracticeReminder.enrolment_id)
        .where(Enrolment.workshop_id.in_(workshop_ids))
    ):
        found[enrolment_id].append(at)
    return found
