"""Reading how far a person has come."""

from sqlalchemy import false, select, true, union_all

from lms.database import db
from lms.lessons.models import LessonDone
from lms.lessons.rules import Progress
from lms.practice.models import ExerciseTry
from lms.practice.rules import exercise_done
from lms.quizzes.models import Attempt
from lms.workshops.models import Enrolment


def progress_of(enrolment: Enrolment) -> Progress:
    """Return what a person has done. Two statements."""
    lessons, quizzes = _lessons_and_quizzes(enrolment)
    tries = db.session.execute(
        select(ExerciseTry.exercise_id, ExerciseTry.credit)
        .where(ExerciseTry.enrolment_id == enrolment.id)
        .distinct()
    ).all()
    return Progress(
        lessons_done=lessons,
        exercises_done=frozenset(each for each, credit in tries if exercise_done([credit])),
        exercises_tried=frozenset(each for each, _credit in tries),
        quizzes_handed_in=frozenset(quiz for quiz, handed_in in quizzes if handed_in),
        quizzes_open=frozenset(quiz for quiz, handed_in in quizzes if not handed_in),
    )


def _lessons_and_quizzes(enrolment: Enrolment) -> tuple[frozenset[str], set[tuple[str, bool]]]:
    """Return the lessons done, and the quizzes with whether an attempt was handed in.

    Both in one statement, for this is asked by every page that a participant sees.
    """
    rows = db.session.execute(
        union_all(
            select(false().label("is_quiz"), LessonDone.lesson_id, true()).where(
                LessonDone.enrolment_id == enrolment.id
            ),
            select(true(), Attempt.quiz_id, Attempt.handed_in_at.is_not(None)).where(
                Attempt.enrolment_id == enrolment.id
            ),
        )
    ).all()
    lessons = frozenset(item_id for is_quiz, item_id, _done in rows if not is_quiz)
    return lessons, {(item_id, bool(done)) for is_quiz, item_id, done in rows if is_quiz}
