"""Reading what a page of people did on a day, item by item, for the matrix."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache

import sqlalchemy as sa
from sqlalchemy import BindParameter, ColumnElement, bindparam, func, select

from lms.database import db
from lms.lessons.models import LessonDone
from lms.lessons.rules import Item
from lms.practice.models import ExerciseTry
from lms.practice.queries import IS_FULLY_RIGHT
from lms.quizzes.attempts.models import Attempt
from lms.reports.matrix import Cell, Cells, item_cell, quiz_cell
from lms.results.attempts import quiz_results_of
from lms.results.counting import TRIED_AT, TRY_KNOWN_AT, Counting
from lms.results.periods import period_of
from lms.workshops.models import Enrolment, Workshop
from lms.workshops.rules import Schedule


def cells_in(
    workshop: Workshop,
    schedule: Schedule,
    enrolment_ids: Sequence[int],
    items: Sequence[Item],
    now: datetime,
) -> Cells:
    """What these people have begun of these items.

    Whoever ran out of time at a quiz counts as having handed in what was saved.
    """
    item_ids = [item.id for item in items]
    given = Counting({workshop.id: schedule}).given
    given |= {"enrolment_ids": enrolment_ids, "item_ids": item_ids}
    cells: dict[tuple[int, str], Cell] = {}
    for enrolment_id, lesson_id, is_in_days, is_in_practice in db.session.execute(
        _lessons(), given
    ):
        cells[enrolment_id, lesson_id] = item_cell(in_days=is_in_days, in_practice=is_in_practice)
    for enrolment_id, exercise_id, tries, right, in_days, in_practice in db.session.execute(
        _tries(), given
    ):
        cells[enrolment_id, exercise_id] = item_cell(
            tries, is_done=right > 0, in_days=in_days > 0, in_practice=in_practice > 0
        )
    whose = sa.and_(Enrolment.id.in_(enrolment_ids), Attempt.quiz_id.in_(item_ids))
    period = period_of(schedule)  # a quiz does not depend on the end of her own practice period
    for enrolment_id, results in quiz_results_of(whose, now).items():
        for quiz_id, result in results.items():
            cells[enrolment_id, quiz_id] = quiz_cell(quiz_id, result, period)
    return cells


_THEIRS: BindParameter[Sequence[int]] = bindparam("enrolment_ids", expanding=True)
_OF_ITEMS: BindParameter[Sequence[str]] = bindparam("item_ids", expanding=True)


@cache  # built once, for every matrix asks
def _lessons() -> sa.Select[int, str, bool, bool]:
    counting = Counting({})
    at: ColumnElement[datetime] = sa.type_coerce(LessonDone.done_at, LessonDone.done_at.type)
    found: sa.Select[int, str, bool, bool] = counting.over(
        select(
            LessonDone.enrolment_id,
            LessonDone.lesson_id,
            counting.in_days(at),
            counting.in_practice(at, at),
        )
        .join(Enrolment, Enrolment.id == LessonDone.enrolment_id)
        .where(LessonDone.enrolment_id.in_(_THEIRS), LessonDone.lesson_id.in_(_OF_ITEMS))
    )
    return found


@cache
def _tries() -> sa.Select[int, str, int, int, int, int]:
    """How often, how often right, of these for the five days and for practice."""
    counting = Counting({})
    in_practice = counting.in_practice(TRIED_AT, TRY_KNOWN_AT)
    found: sa.Select[int, str, int, int, int, int] = counting.over(
        select(
            ExerciseTry.enrolment_id,
            ExerciseTry.exercise_id,
            func.count(),
            func.count().filter(IS_FULLY_RIGHT),
            func.count().filter(IS_FULLY_RIGHT, counting.in_days(TRY_KNOWN_AT)),
            func.count().filter(IS_FULLY_RIGHT, in_practice),
        )
        .join(Enrolment, Enrolment.id == ExerciseTry.enrolment_id)
        .where(ExerciseTry.enrolment_id.in_(_THEIRS), ExerciseTry.exercise_id.in_(_OF_ITEMS))
        .group_by(ExerciseTry.enrolment_id, ExerciseTry.exercise_id)
    )
    return found
