"""Questions before a lesson: she guesses, and reads on. Nothing of it is kept."""

from flask import g, render_template, request
from flask.typing import ResponseReturnValue

from lms.access import open_when_closed, open_when_lent, requires
from lms.content.values import Lesson
from lms.errors import NotFound
from lms.language import gettext_noop as _
from lms.lessons.permissions import COURSE_READ
from lms.practice.blueprint import bp
from lms.practice.rules import seed_before
from lms.publishing.queries import course_of
from lms.questions import InvalidAnswer
from lms.web.languages import message_of


@bp.get("/w/<workshop_slug>/lessons/<lesson_id>/before/<int:place>")
@requires(COURSE_READ)
def before(workshop_slug: str, lesson_id: str, place: int) -> ResponseReturnValue:
    """Ask one of the questions before a lesson; the first is 1."""
    return _guessed(lesson_id, place)


@bp.post("/w/<workshop_slug>/lessons/<lesson_id>/before/<int:place>")
@open_when_closed
@open_when_lent
@requires(COURSE_READ)
def guess(workshop_slug: str, lesson_id: str, place: int) -> ResponseReturnValue:
    """Say at once how the guess fits, and forget it."""
    return _guessed(lesson_id, place, sent=True)


def _guessed(lesson_id: str, place: int, *, sent: bool = False) -> ResponseReturnValue:
    course = course_of(g.reach.workshop.revision)
    lesson: Lesson = course.lesson(lesson_id)
    if not 1 <= place <= len(lesson.pre):
        raise NotFound(_("This lesson has no such question."))
    exercise = course.exercise(lesson.pre[place - 1])
    enrolment = g.reach.enrolment
    seed = seed_before(enrolment.id if enrolment else None, lesson_id, exercise.id)
    variant = exercise.question.variant(seed)
    values = {"lesson": lesson, "place": place, "total": len(lesson.pre), "variant": variant}
    if not sent:
        return render_template("practice/before.html", **values, typed=None, errors=None)
    fields = dict(request.form.lists())
    try:
        answer = variant.read(fields)
    except InvalidAnswer as problem:
        errors = [message_of(problem)]
        typed = variant.as_sent(fields)
        page = render_template("practice/before.html", **values, typed=typed, errors=errors)
        return page, 422
    grade = variant.grade(answer)
    return render_template("practice/guessed.html", **values, answer=answer, grade=grade)
