"""Reading how far a person has come."""

from sqlalchemy import select

from lms.database import db
from lms.lessons.models import LessonDone
from lms.lessons.rules import Progress
from lms.practice.models import ExerciseTry
from lms.practice.rules import exercise_done
from lms.quizzes.models import Attempt
from lms.workshops.models import Enrolment


def progress_of(enrolment: Enrolment) -> Progress:
    """Return what a person has done. Three statements."""
    lessons = db.session.scalars(select(LessonDone.lesson_id).filter_by(enrolment_id=enrolment.id))
    tries = db.session.execute(
        select(ExerciseTry.exercise_id, ExerciseTry.credit)
        .where(ExerciseTry.enrolment_id == enrolment.id)
        .distinct()
    ).all()
    attempts = db.session.execute(
        select(Attempt.quiz_id, Attempt.handed_in_at.is_not(None))
        .where(Attempt.enrolment_id == enrolment.id)
        .distinct()
    ).all()
    return Progress(
        lessons_done=frozenset(lessons),
        exercises_done=frozenset(each for each, credit in tries if exercise_done([credit])),
        exercises_tried=frozenset(each for each, _credit in tries),
        quizzes_handed_in=frozenset(quiz for quiz, handed_in in attempts if handed_in),
        quizzes_open=frozenset(quiz for quiz, handed_in in attempts if not handed_in),
    )
