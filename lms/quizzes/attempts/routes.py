"""Pages of quizzes: cover and result. The pages of an attempt are in `routes_questions`."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from fractions import Fraction

from flask import g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from lms import clock
from lms.access import requires
from lms.content.settings import Aspect
from lms.content.values import Exercise, LessonSection, Quiz
from lms.practice.skills import SkillStep, exercise_like, plan_after
from lms.publishing.queries import course_of
from lms.questions import Grade, Question
from lms.quizzes.attempts import queries, queries_saves, rules, service
from lms.quizzes.attempts.attempt import QuizAttempt
from lms.quizzes.attempts.models import Answer
from lms.quizzes.attempts.queries_peers import peers_of_attempt
from lms.quizzes.attempts.queries_release import mark_of, may_see
from lms.quizzes.attempts.queries_standing import attempt_summaries, known_scores, own_window
from lms.quizzes.attempts.rules_standing import quiz_standing, waits
from lms.quizzes.blueprint import bp
from lms.quizzes.marks.queries import NO_MARKS, released_marks
from lms.quizzes.permissions import QUIZ_SIT
from lms.quizzes.windows.rules import Window
from lms.quizzes.windows.rules_review import TELLS_THE_KEY, visible
from lms.quizzes.windows.rules_summary import next_review_at, review_summary
from lms.quizzes.words import KIND_NAMES
from lms.workshops.queries import schedule_of


@bp.get("/w/<workshop_slug>/quizzes/<quiz_id>")
@requires(QUIZ_SIT)
def cover(workshop_slug: str, quiz_id: str) -> ResponseReturnValue:
    """Say what the quiz is, when it may be sat, and how earlier attempts went."""
    now = clock.now()
    enrolment = g.reach.enrolment
    quiz = _quiz(quiz_id)
    quiz_attempts = queries.quiz_attempts_of(enrolment, quiz.id)
    override, window = own_window(enrolment, quiz, schedule_of(enrolment.workshop, enrolment))
    scores = known_scores(enrolment, quiz_attempts)
    where = quiz_standing(
        quiz, window, attempt_summaries(quiz_attempts, scores), now, override.attempts
    )
    running = next(
        (quiz_attempt for quiz_attempt in quiz_attempts if not quiz_attempt.is_handed_in), None
    )
    form = rules.form_for(quiz.form_order, quiz.usual_forms, enrolment.first_form)
    return render_template(
        "quizzes/attempts/cover.html",
        quiz=quiz,
        intro=Markup(quiz.intro),  # sanitised when the course was published
        kind_name=KIND_NAMES[quiz.kind],
        count=quiz.count(form),
        window=window,
        standing=where,
        stage="away" if enrolment.workshop.program.lent_at else where.stage,
        allowed=override.attempts or quiz.attempts,
        waits=waits(quiz),
        review=review_summary(quiz),
        own_minutes=_own_minutes(quiz),
        running=running,
        continue_at=_left_off(running) if running else 1,
        results=[
            {"attempt": each.attempt, "score": score if _sees_score(each, window, now) else None}
            for each, score in zip(quiz_attempts, scores, strict=True)
            if each.is_handed_in
        ],
    )


@bp.post("/w/<workshop_slug>/quizzes/<quiz_id>")
@requires(QUIZ_SIT)
def start(workshop_slug: str, quiz_id: str) -> ResponseReturnValue:
    """Begin an attempt, or go on with the one that was begun."""
    quiz = _quiz(quiz_id)
    enrolment = g.reach.enrolment
    schedule = schedule_of(enrolment.workshop, enrolment)
    attempt_id = service.begin_attempt(enrolment, quiz, schedule, clock.now())
    address = url_for(".question", workshop_slug=workshop_slug, attempt_id=attempt_id, position=1)
    return redirect(address, 303)


@bp.get("/w/<workshop_slug>/attempts/<int:attempt_id>/result")
@requires(QUIZ_SIT)
def result(workshop_slug: str, attempt_id: int) -> ResponseReturnValue:
    """Show how an attempt went, as far as the quiz allows."""
    quiz_attempt = queries.quiz_attempt_in(g.reach.enrolment, attempt_id)
    if not quiz_attempt.is_handed_in:
        quiz_id = quiz_attempt.quiz.id
        return redirect(url_for(".cover", workshop_slug=workshop_slug, quiz_id=quiz_id), 303)
    now = clock.now()
    quiz, attempt = quiz_attempt.quiz, quiz_attempt.attempt
    answers = queries.answers_of([attempt])[attempt_id]
    released = may_see(g.reach.workshop.id, quiz.id, answers)
    score = rules.score(mark_of(answer, released=released) for answer in answers)
    alone = visible(quiz.review, attempt.handed_in_at, quiz_attempt.window, now)
    shows = alone
    if alone & TELLS_THE_KEY:
        peers = peers_of_attempt(attempt, quiz, now)
        shows = visible(quiz.review, attempt.handed_in_at, quiz_attempt.window, now, peers)
    comments = released and Aspect.FEEDBACK in alone  # hers: they tell nobody else's key
    reviews = [
        _review(quiz_attempt, answer, released, shows)
        for answer in answers
        if shows & TELLS_THE_KEY or (comments and answer.comment)
    ]
    marks = released_marks(answers) if released else NO_MARKS
    by_criterion = marks.by_answer if Aspect.CORRECTNESS in shows else {}
    passed = rules.passed(score, quiz.pass_score)
    return render_template(
        "quizzes/attempts/result.html",
        quiz_attempt=quiz_attempt,
        quiz=quiz,
        kind_name=KIND_NAMES[quiz.kind],
        score=score if Aspect.SCORE in shows else None,
        passed=passed,
        plan=_plan(quiz_attempt, answers) if passed is False and Aspect.SCORE in shows else (),
        shows=shows,
        held_back=shows != alone,
        later=next_review_at(quiz, quiz_attempt.window, attempt.handed_in_at, now),
        comments=comments,
        marks={each.position: by_criterion.get(each.id) for each in answers},
        unseen=marks.unseen,
        reviews=reviews,
    )


def _plan(quiz_attempt: QuizAttempt, answers: Sequence[Answer]) -> tuple[SkillStep, ...]:
    """What to practise after a result below the mark, by the answers that were judged wrong."""
    wrong = [
        quiz_attempt.question(answer.position)
        for answer in answers
        if answer.credit is not None and answer.credit < 1
    ]
    return plan_after(wrong, course_of(g.reach.workshop.revision))


def _quiz(quiz_id: str) -> Quiz:
    return course_of(g.reach.workshop.revision).quiz(quiz_id)


def _own_minutes(quiz: Quiz) -> int | None:
    """The time limit of a person with standing extra time, None for everybody else."""
    if quiz.minutes is None:
        return None
    more = queries.extra_time_for(g.reach.enrolment, quiz.id)
    own = rules.time_limit(quiz.minutes, more) // timedelta(minutes=1)
    return own if own > quiz.minutes else None


def _left_off(quiz_attempt: QuizAttempt) -> int:
    """The position of the save that came last, 1 before any."""
    saves = queries_saves.saves_of(quiz_attempt.attempt)
    return saves[-1].position if saves else 1


def _sees_score(quiz_attempt: QuizAttempt, window: Window, now: datetime) -> bool:
    handed_in_at = quiz_attempt.attempt.handed_in_at
    return Aspect.SCORE in visible(quiz_attempt.quiz.review, handed_in_at, window, now)


def _review(
    quiz_attempt: QuizAttempt, answer: Answer, released: bool, shows: Collection[Aspect]
) -> dict[str, object]:
    """What is shown of an answer; a grade that is not released shows as not given."""
    variant = quiz_attempt.variant(answer.position)
    by_key = Grade(Fraction(0)) if answer.answer is None else variant.grade(answer.answer)
    credit = mark_of(answer, released=released).credit
    regraded = answer.graded_by_id is None and by_key.credit != answer.credit
    lacks = credit != 1 and Aspect.CORRECTNESS in shows
    exercise, section = _ways_on(variant.question) if lacks else (None, None)
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
        "exercise": exercise,
        "section": section,
    }


def _ways_on(question: Question) -> tuple[Exercise | None, LessonSection | None]:
    """What to practise and where to read for a question that was not answered all rightly."""
    course = course_of(g.reach.workshop.revision)
    exercise = exercise_like(question, course)
    section = course.section_for(question)
    return exercise, section or (course.section_of(exercise) if exercise else None)
