"""What people do by themselves after day 5: some are keen, some silent, one is stuck."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from lms.content.values import Course
from lms.database import db
from lms.extensions.service import grant_requests, request_extension
from lms.people.models import Person
from lms.practice import service as practice
from lms.practice.order import is_stuck
from lms.practice.overview.rules import REMINDED_AFTER
from lms.practice.overview.service import note_reminder
from lms.practice.queries import finished, try_of
from lms.practice.rules import seed_of
from lms.practice.sitting.queries import progress_in, sitting_of_today, time_of
from lms.practice.sitting.queries_evidence import histories_of
from lms.practice.sitting.service import (
    NothingToPractise,
    begin_sitting,
    begin_skill,
    keep_chosen_time,
    next_number,
    record_in_sitting,
)
from lms.publishing.queries import course_of
from lms.questions import Variant
from lms.simulation.pupils import Pupil, chance
from lms.workshops.models import Enrolment
from lms.workshops.queries import schedule_of

_MINUTE = timedelta(minutes=1)
_KEEN, _SILENT = 0.8, 0.25
_SURELY = 2.0  # of anybody's ability: more than enough
_TIMES = ("Setelah tutup kas", "Malam hari, di rumah", "Pagi hari, sebelum koperasi buka")


def is_silent(pupil: Pupil) -> bool:
    """Whether somebody never practises at home."""
    return chance(pupil.name, "silent") < _SILENT


def sits_on(pupil: Pupil, evening: datetime) -> bool:
    """Whether somebody practises on an evening: the keen ones nearly always."""
    often = 0.9 if pupil.diligence > _KEEN else pupil.diligence / 2
    return not is_silent(pupil) and chance(pupil.name, "evening", evening.toordinal()) < often


def choose_a_time(enrolment: Enrolment, pupil: Pupil, at: datetime) -> None:
    """On day 5 most say when they will practise."""
    if not time_of(enrolment) and chance(pupil.name, "time") < 0.8:
        keep_chosen_time(enrolment, _TIMES[int(chance(pupil.name, "which") * len(_TIMES))], at)


def evening_of(day: datetime) -> datetime:
    """The hour at which people practise."""
    return datetime.combine(day.date(), time(20), day.tzinfo)


def sit(enrolment: Enrolment, pupil: Pupil, at: datetime, until: datetime, stuck: bool) -> None:
    """Answer today's five questions; who is stuck fails at one skill, the others get over theirs.

    At first she takes that skill by itself as well, until she is told to let it rest.
    """
    try:
        begin_sitting(enrolment, at)
    except NothingToPractise:
        return
    course = course_of(enrolment.workshop.revision)
    hard = _hard_skill(course) if stuck else ""
    at = _answer_all(enrolment, pupil, at, until, hard)
    at_a_loss = _stuck_at(enrolment, at)
    if hard and hard not in at_a_loss:
        begin_skill(enrolment, hard, at)
        at = _answer_all(enrolment, pupil, at, until, hard)
    _get_over([each for each in at_a_loss if each != hard], enrolment, pupil, at, until)


def get_over_all(enrolment: Enrolment, pupil: Pupil, at: datetime, until: datetime) -> None:
    """Get over whatever she is stuck at."""
    _get_over(_stuck_at(enrolment, at), enrolment, pupil, at, until)


def _get_over(
    skill_ids: Iterable[str], enrolment: Enrolment, pupil: Pupil, at: datetime, until: datetime
) -> None:
    """Take skills one by one, with the trainer's help and the example, until they work."""
    for skill_id in skill_ids:
        begin_skill(enrolment, skill_id, at)
        at = _answer_all(enrolment, pupil, at, until, share=_SURELY, apart=_MINUTE / 2)


def _stuck_at(enrolment: Enrolment, at: datetime) -> list[str]:
    histories = histories_of(enrolment, schedule_of(enrolment.workshop, enrolment), at)
    return [each.skill.id for each in histories if is_stuck(each)]


def _answer_all(
    enrolment: Enrolment,
    pupil: Pupil,
    at: datetime,
    until: datetime,
    hard: str = "",
    share: float = 1.0,
    apart: timedelta = _MINUTE,
) -> datetime:
    """Answer what is left of her sitting, `hard` wrongly; return when it was."""
    sitting = sitting_of_today(enrolment, at)
    assert sitting is not None
    course = course_of(enrolment.workshop.revision)
    for question in progress_in(sitting).questions:
        if question.finished:
            continue
        at += apart
        if at > until:
            return at
        exercise = course.exercise(question.choice.exercise_id)
        number = next_number(enrolment, exercise.id)
        variant = exercise.question.variant(
            seed_of(enrolment.id, exercise.question.drawn_as, number)
        )
        own = 0.0 if question.choice.skill_id == hard else share
        occasion = f"home {number}"
        record_in_sitting(enrolment, sitting, question, pupil.sent(variant, occasion, own), at)
        _answer_again(enrolment, variant, number, at, pupil, own)
    return at


def _answer_again(
    enrolment: Enrolment,
    variant: Variant[Any],
    number: int,
    at: datetime,
    pupil: Pupil,
    share: float,
) -> None:
    """Answer the same numbers a second time if the first answer was wrong."""
    exercise_id = variant.question.id
    if finished(try_of(enrolment, exercise_id, number), variant):
        return
    exercise = course_of(enrolment.workshop.revision).exercise(exercise_id)
    fields = pupil.sent(variant, f"home {number} again", 1.2 * share)
    practice.record_second_answer(enrolment, exercise, number, fields, at)


def _hard_skill(course: Course) -> str:
    """The first skill of day 3, at which one person is stuck."""
    return next(e.question.skill for e in course.exercises if e.day == 3 and e.question.skill)


def remind(
    enrolment: Enrolment, pupil: Pupil, ended: datetime, sender: Person, until: datetime
) -> None:
    """Write to somebody who is silent, after four days and after ten; one is still to be done."""
    if not is_silent(pupil) or chance(pupil.name, "reminded") < 0.3:
        return
    for days in REMINDED_AFTER:
        at = ended + timedelta(days=days, hours=3)
        if at < until:
            note_reminder(enrolment, sender, at)


def ask_for_more_time(enrolment: Enrolment, trainer: Person, until: datetime) -> None:
    """Near the end of the practice period somebody asks for more, and her trainer says yes."""
    wish = "Saya sakit dua minggu; mohon waktu latihan tambahan."
    request = request_extension(enrolment, wish, until - timedelta(hours=5))
    db.session.flush()
    grant_requests([request], trainer, until - timedelta(hours=1))
