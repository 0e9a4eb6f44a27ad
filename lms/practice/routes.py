"""Pages of practice: an exercise with fresh numbers, and how a try went."""

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms import clock
from lms.access import requires
from lms.content.values import Exercise
from lms.errors import NotFound
from lms.language import gettext_noop
from lms.lessons.permissions import COURSE_READ
from lms.practice import queries, service
from lms.practice.blueprint import bp
from lms.practice.permissions import EXERCISE_PRACTISE
from lms.practice.rules import MAX_TRIES, draws_numbers, seed_of
from lms.practice.service import PracticeOver
from lms.publishing.queries import course_of
from lms.questions import Answer, Grade, InvalidAnswer, Verdict, derive_seed
from lms.web.languages import message_of


@bp.get("/w/<workshop_slug>/exercises/<exercise_id>")
@requires(COURSE_READ)
def exercise(workshop_slug: str, exercise_id: str) -> ResponseReturnValue:
    """Show the next try to a participant, and a sample with its solution to staff."""
    found = course_of(g.reach.workshop.revision).exercise(exercise_id)
    enrolment = g.reach.enrolment
    if enrolment is None:
        return _sample(found)
    if service.is_over(enrolment, clock.now()):
        return _page("closed", found), 409
    tries = _verdicts(exercise_id)
    number = tries[0][0] + 1 if tries else 1
    variant = found.question.variant(seed_of(enrolment.id, exercise_id, number))
    return _page("exercise", found, variant=variant, number=number, tries=tries)


def _sample(found: Exercise) -> ResponseReturnValue:
    """Show staff what participants are asked; `number` in the address draws other numbers."""
    number = request.args.get("number", 1, type=int)
    if not 1 <= number <= MAX_TRIES:
        raise NotFound(gettext_noop("There is no such try of this exercise."))
    variant = found.question.variant(derive_seed("sample", found.id, number))
    again = draws_numbers(found.question)
    return _page("sample", found, variant=variant, number=number, again=again)


@bp.post("/w/<workshop_slug>/exercises/<exercise_id>")
@requires(EXERCISE_PRACTISE)
def answer(workshop_slug: str, exercise_id: str) -> ResponseReturnValue:
    """Keep the answer to a try and go to how it went."""
    enrolment = g.reach.enrolment
    found = course_of(g.reach.workshop.revision).exercise(exercise_id)
    number = request.form.get("number", 0, type=int)
    fields = dict(request.form.lists())
    try:
        outcome = service.record_answer(enrolment, found, number, fields, clock.now())
    except PracticeOver:
        variant = found.question.variant(seed_of(enrolment.id, exercise_id, number))
        return _page("closed", found, typed=variant.answer_text(variant.as_sent(fields))), 409
    except InvalidAnswer as problem:
        variant = found.question.variant(seed_of(enrolment.id, exercise_id, number))
        return _page(
            "exercise",
            found,
            variant=variant,
            number=number,
            tries=_verdicts(exercise_id),
            typed=variant.as_sent(fields),
            errors=[message_of(problem)],
        ), 422
    if outcome.stands != outcome.read:
        return _result(found, number, unused=outcome.read), 409
    return redirect(
        url_for(".result", workshop_slug=workshop_slug, exercise_id=exercise_id, number=number),
        303,
    )


@bp.get("/w/<workshop_slug>/exercises/<exercise_id>/<int:number>")
@requires(EXERCISE_PRACTISE)
def result(workshop_slug: str, exercise_id: str, number: int) -> ResponseReturnValue:
    return _result(course_of(g.reach.workshop.revision).exercise(exercise_id), number)


def _result(found: Exercise, number: int, unused: Answer | None = None) -> str:
    """The page of an answered try; `unused`: another answer sent to it since."""
    enrolment = g.reach.enrolment
    answered = queries.try_of(enrolment, found.id, number)
    variant = queries.variant_of(answered)
    return _page(
        "result",
        found,
        variant=variant,
        number=number,
        answer=answered.answer,
        grade=variant.grade(answered.answer),
        unused=unused,
        tries=_verdicts(found.id),
        again=draws_numbers(found.question),
        over=service.is_over(enrolment, clock.now()),
    )


def _verdicts(exercise_id: str) -> list[tuple[int, Verdict]]:
    """Number and verdict of the latest tries."""
    tries = queries.latest_tries(g.reach.enrolment, exercise_id)
    return [(number, Grade(credit).verdict) for number, credit in tries]


def _page(name: str, found: Exercise, **values: object) -> str:
    """A page about an exercise, with its place in the day."""
    course = course_of(g.reach.workshop.revision)
    exercises = course.module(found.day).exercises
    place = exercises.index(found) + 1
    return render_template(
        f"practice/{name}.html",
        exercise=found,
        place=place,
        total=len(exercises),
        following=exercises[place] if place < len(exercises) else None,
        **values,
    )
