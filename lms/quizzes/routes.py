"""Pages of quizzes: cover and result. The pages of an attempt are in `sitting_routes`."""

from collections.abc import Mapping
from fractions import Fraction

from flask import Blueprint, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from lms import clock
from lms.access import Permission, requires
from lms.content.values import Quiz, QuizKind, Review
from lms.language import mark
from lms.publishing.queries import course_of
from lms.questions import Grade
from lms.quizzes import queries, rules, service
from lms.quizzes.decisions import mark_of, may_see
from lms.quizzes.models import Answer
from lms.quizzes.queries import Sitting
from lms.workshops.queries import schedule_of

bp = Blueprint("quizzes", __name__)

KIND_NAMES: Mapping[QuizKind, str] = {
    QuizKind.QUIZ: mark("End-of-day quiz"),
    QuizKind.PRETEST: mark("Pre-test"),
    QuizKind.POSTTEST: mark("Post-test"),
    QuizKind.ASSIGNMENT: mark("Assignment"),
}


@bp.get("/w/<workshop_slug>/quizzes/<quiz_id>")
@requires(Permission.QUIZ_SIT)
def cover(workshop_slug: str, quiz_id: str) -> ResponseReturnValue:
    """Say what the quiz is, when it may be sat, and how earlier attempts went."""
    now = clock.now()
    quiz = _quiz(quiz_id)
    schedule = schedule_of(g.reach.workshop, g.reach.enrolment)
    sittings = queries.sittings_of(g.reach.enrolment, quiz.id)
    window = rules.window(schedule, quiz.day)
    sat = [rules.Sat(sitting.is_handed_in, sitting.ends_at) for sitting in sittings]
    running = next((sitting for sitting in sittings if not sitting.is_handed_in), None)
    return render_template(
        "quizzes/cover.html",
        quiz=quiz,
        intro=Markup(quiz.intro),  # sanitised when the course was published
        kind_name=KIND_NAMES[quiz.kind],
        count=len(_questions_for(quiz)),
        window=window,
        stage=rules.stage(window, quiz.attempts, sat, now),
        left=rules.attempts_left(quiz.attempts, len(sittings)),
        running=running,
        continue_at=_left_off(running) if running else 1,
        results=_results([sitting for sitting in sittings if sitting.is_handed_in]),
    )


@bp.post("/w/<workshop_slug>/quizzes/<quiz_id>")
@requires(Permission.QUIZ_SIT)
def start(workshop_slug: str, quiz_id: str) -> ResponseReturnValue:
    """Begin an attempt, or go on with the one that was begun."""
    quiz = _quiz(quiz_id)
    schedule = schedule_of(g.reach.workshop, g.reach.enrolment)
    sitting = service.start(g.reach.enrolment, quiz, schedule, clock.now())
    address = url_for(
        ".question", workshop_slug=workshop_slug, attempt_id=sitting.attempt.id, position=1
    )
    return redirect(address, 303)


@bp.get("/w/<workshop_slug>/attempts/<int:attempt_id>/result")
@requires(Permission.QUIZ_SIT)
def result(workshop_slug: str, attempt_id: int) -> ResponseReturnValue:
    """Show how an attempt went, as far as the quiz allows."""
    sitting = queries.sitting_in(g.reach.enrolment, attempt_id)
    if not sitting.is_handed_in:
        quiz_id = sitting.quiz.id
        return redirect(url_for(".cover", workshop_slug=workshop_slug, quiz_id=quiz_id), 303)
    answers = queries.answers_of([sitting.attempt])[attempt_id]
    released = may_see(g.reach.workshop.id, sitting.quiz.id, answers)
    score = rules.score(mark_of(answer, released=released) for answer in answers)
    shows_answers = sitting.quiz.review is Review.FULL
    return render_template(
        "quizzes/result.html",
        sitting=sitting,
        quiz=sitting.quiz,
        kind_name=KIND_NAMES[sitting.quiz.kind],
        score=None if sitting.quiz.review is Review.NONE else score,
        passed=rules.passed(score, sitting.quiz.pass_score),
        reviews=[_review(sitting, answer, released) for answer in answers] if shows_answers else [],
    )


def _quiz(quiz_id: str) -> Quiz:
    return course_of(g.reach.workshop.revision).quiz(quiz_id)


def _questions_for(quiz: Quiz) -> tuple[object, ...]:
    return quiz.questions(rules.form_for(quiz.form_order, quiz.forms, g.reach.enrolment.first_form))


def _left_off(sitting: Sitting) -> int:
    """Return the position of the save that came last, 1 before any."""
    saves = queries.saves_of(sitting.attempt)
    return saves[-1].position if saves else 1


def _results(sittings: list[Sitting]) -> list[dict[str, object]]:
    answers = queries.answers_of([sitting.attempt for sitting in sittings]) if sittings else {}
    together = [answer for each in answers.values() for answer in each]
    released = not sittings or may_see(g.reach.workshop.id, sittings[0].quiz.id, together)
    return [
        {
            "attempt": sitting.attempt,
            "score": rules.score(
                mark_of(answer, released=released) for answer in answers[sitting.attempt.id]
            ),
        }
        for sitting in sittings
    ]


def _review(sitting: Sitting, answer: Answer, released: bool) -> dict[str, object]:
    """Return what is shown of an answer; a grade that is not released shows as not given."""
    variant = sitting.variant(answer.position)
    by_key = Grade(Fraction(0)) if answer.answer is None else variant.grade(answer.answer)
    credit = mark_of(answer, released=released).credit
    regraded = answer.graded_by_id is None and by_key.credit != answer.credit
    return {
        "position": answer.position,
        "variant": variant,
        "answer": answer.answer,
        "grade": Grade(credit, Markup() if regraded else by_key.feedback),
        "regraded": regraded,
        "raised": credit is not None and by_key.credit is not None and credit > by_key.credit,
        "credit": credit,
        "points": answer.points,
        "comment": answer.comment if released else "",
    }


from lms.quizzes import (  # noqa: E402  (their pages belong to this blueprint)
    delivery_routes,  # noqa: F401
    room_routes,  # noqa: F401
    sitting_routes,  # noqa: F401
)
