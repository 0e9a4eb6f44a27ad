"""The page of what one person answered in a quiz, with the history of every grade."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from flask import g, render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from lms.access import requires
from lms.errors import NotFound
from lms.grading import queries
from lms.grading.blueprint import bp
from lms.grading.permissions import ANSWER_GRADE
from lms.grading.words import ORIGIN_WORDS
from lms.publishing.queries import course_of
from lms.questions import Grade, Question, Variant
from lms.quizzes.attempts.attempt import QuizAttempt
from lms.quizzes.attempts.models import Answer
from lms.quizzes.attempts.queries import answers_of, quiz_attempts_of, score_of
from lms.quizzes.attempts.rules import Score
from lms.quizzes.marks.models import GivenGrade
from lms.workshops.queries import enrolment_in


@dataclass(frozen=True)
class ShownAnswer:
    """One answer: what was asked, how it stands, every grade it was given (the newest first)."""

    answer: Answer
    variant: Variant[Question]
    history: Sequence[GivenGrade]

    @property
    def grade(self) -> Grade:
        return Grade(self.answer.credit, Markup())

    @property
    def earned(self) -> Fraction | None:
        """The points it has, None while it waits."""
        credit = self.answer.credit
        return None if credit is None else credit * self.answer.points


@dataclass(frozen=True)
class MarkedAttempt:
    """One attempt that was handed in, with its answers."""

    quiz_attempt: QuizAttempt
    score: Score
    answers: list[ShownAnswer]


@bp.get("/w/<workshop_slug>/grading/people/<int:enrolment_id>/<quiz_id>")
@requires(ANSWER_GRADE)
def answers(workshop_slug: str, enrolment_id: int, quiz_id: str) -> ResponseReturnValue:
    """Show what a person answered in a quiz, what it earned and every grade it was given."""
    workshop = g.reach.workshop
    enrolment = enrolment_in(workshop, enrolment_id)
    quiz_attempts = quiz_attempts_of(enrolment, quiz_id)
    papers = _papers([quiz_attempt for quiz_attempt in quiz_attempts if quiz_attempt.is_handed_in])
    try:
        title = course_of(workshop.revision).quiz(quiz_id).title
    except NotFound:
        if not quiz_attempts:
            raise
        title = quiz_attempts[-1].quiz.title  # a quiz of an earlier revision
    return render_template(
        "grading/answers.html",
        person=enrolment.person,
        title=title,
        papers=papers[::-1],
        origin_words=ORIGIN_WORDS,
    )


def _papers(quiz_attempts: Sequence[QuizAttempt]) -> list[MarkedAttempt]:
    given = answers_of([quiz_attempt.attempt for quiz_attempt in quiz_attempts])
    histories = queries.histories_of([each.id for answers in given.values() for each in answers])
    return [
        MarkedAttempt(
            quiz_attempt,
            score_of(given[quiz_attempt.attempt.id]),
            [
                ShownAnswer(each, quiz_attempt.variant(each.position), histories.get(each.id, []))
                for each in given[quiz_attempt.attempt.id]
            ],
        )
        for quiz_attempt in quiz_attempts
    ]
