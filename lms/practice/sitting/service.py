"""Beginning a sitting, and answering its questions."""

from collections.abc import Sequence
from datetime import datetime

from lms.database import db, insert_or_update, insert_unless_there
from lms.errors import Conflict
from lms.language import gettext_noop as _
from lms.practice import service as practice
from lms.practice.models import PracticeSitting, PracticeTime
from lms.practice.order import Choice
from lms.practice.queries import latest_try
from lms.practice.service import SittingPlace, TryOutcome
from lms.practice.sitting.check import check_choices
from lms.practice.sitting.queries import (
    latest_sitting,
    next_sitting,
    next_sitting_number,
    progress_in,
    sitting_of_today,
    skill_choices,
)
from lms.practice.sitting.queries_evidence import histories_of
from lms.practice.sitting.rules import AskedQuestion, stored_choices
from lms.publishing.queries import course_of
from lms.questions.base import Fields
from lms.workshops.models import Enrolment
from lms.workshops.queries import schedule_of


class NothingToPractise(Conflict):
    """No skill was taught or tried yet."""


def begin_sitting(enrolment: Enrolment, now: datetime) -> None:
    """Choose today's questions for a person, unless she has some left to answer.

    Raises NothingToPractise.
    """
    open_one = sitting_of_today(enrolment, now)
    if open_one is not None and progress_in(open_one).current is not None:
        return
    sitting, number = next_sitting(enrolment, now)
    if not sitting.choices:
        raise NothingToPractise(
            _("There is nothing to practise yet. Your first practice waits after day 1.")
        )
    _insert(enrolment, number, sitting.choices, now)


def begin_skill(enrolment: Enrolment, skill_id: str, now: datetime) -> None:
    """Begin a sitting of one skill: its exercises in turn, those least recently tried first.

    Raises NotFound for a skill that no exercise asks for.
    """
    choices = skill_choices(enrolment, skill_id, now)
    _insert(enrolment, next_sitting_number(enrolment), choices, now)


def begin_check(enrolment: Enrolment, now: datetime) -> PracticeSitting:
    """Begin a sitting of six whole questions, one each of the skills practised longest ago.

    It takes the place of today's sitting if one is open. Raises NothingToPractise.
    """
    schedule = schedule_of(enrolment.workshop, enrolment)
    choices = check_choices(histories_of(enrolment, schedule, now))
    if not choices:
        raise NothingToPractise(_("There is nothing to ask yet."))
    _insert(enrolment, next_sitting_number(enrolment), choices, now)
    begun = latest_sitting(enrolment)
    assert begun is not None
    return begun


def record_in_sitting(
    enrolment: Enrolment,
    sitting: PracticeSitting,
    question: AskedQuestion,
    fields: Fields,
    now: datetime,
) -> TryOutcome:
    """Keep the first answer to a question of a sitting. Raises InvalidAnswer, NotFound."""
    exercise = course_of(enrolment.workshop.revision).exercise(question.choice.exercise_id)
    at_place = SittingPlace(sitting.id, question.place, question.choice.scaffold)
    number = next_number(enrolment, exercise.id)
    return practice.record_answer(enrolment, exercise, number, fields, now, at_place)


def _insert(enrolment: Enrolment, number: int, choices: Sequence[Choice], now: datetime) -> None:
    """Keep a sitting; of two begun at the same moment the first stands."""
    db.session.execute(
        insert_unless_there(PracticeSitting, ("enrolment_id", "number")).values(
            enrolment_id=enrolment.id,
            number=number,
            day=now.astimezone(enrolment.workshop.zone).date(),
            revision_id=enrolment.workshop.revision_id,
            choices=stored_choices(choices),
            begun_at=now,
        )
    )


def keep_chosen_time(enrolment: Enrolment, words: str, now: datetime) -> None:
    """Keep when a participant will practise; the newest words hold."""
    db.session.execute(
        insert_or_update(PracticeTime, ("enrolment_id",), ("words", "chosen_at")).values(
            enrolment_id=enrolment.id, words=words, chosen_at=now
        )
    )


def next_number(enrolment: Enrolment, exercise_id: str) -> int:
    """The number of her next try of an exercise."""
    latest = latest_try(enrolment, exercise_id)
    return latest.number + 1 if latest else 1
