"""Pages of practice: an exercise with fresh numbers, and how a try went."""

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms import clock
from lms.access import open_when_closed, open_when_lent, requires
from lms.content.values import Exercise
from lms.database import commit_now
from lms.errors import NotFound
from lms.language import gettext_noop
from lms.lessons.permissions import COURSE_READ
from lms.practice import queries, service
from lms.practice.blueprint import bp
from lms.practice.permissions import EXERCISE_PRACTISE
from lms.practice.rules import MAX_TRIES, draws_numbers, is_amiss, parts_shown, seed_of
from lms.publishing.queries import course_of
from lms.questions import Answer, InvalidAnswer, derive_seed
from lms.questions.base import Fields
from lms.web.languages import message_of


@bp.get("/w/<workshop_slug>/exercises/<exercise_id>")
@requires(COURSE_READ)
def exercise(workshop_slug: str, exercise_id: str) -> ResponseReturnValue:
    """Show the next try to a participant, and a sample with its solution to staff.

    A try that was answered wrongly once comes first: its numbers may be answered again.
    """
    found = course_of(g.reach.workshop.revision).exercise(exercise_id)
    enrolment = g.reach.enrolment
    if enrolment is None:
        return _sample(found)
    latest = queries.latest_try(enrolment, exercise_id)
    if latest is not None and not queries.finished(latest, queries.variant_of(latest)):
        return redirect(_result_url(found, latest.number))
    number = latest.number + 1 if latest else 1
    return _asked(found, number)


def _sample(found: Exercise) -> ResponseReturnValue:
    """Show staff what participants are asked; `number` in the address draws other numbers."""
    number = request.args.get("number", 1, type=int)
    if not 1 <= number <= MAX_TRIES:
        raise NotFound(gettext_noop("There is no such try of this exercise."))
    variant = found.question.variant(derive_seed("sample", found.question.drawn_as, number))
    again = draws_numbers(found.question)
    return _page("sample", found, variant=variant, number=number, again=again)


@bp.post("/w/<workshop_slug>/exercises/<exercise_id>")
@open_when_closed
@open_when_lent
@requires(EXERCISE_PRACTISE)
def answer(workshop_slug: str, exercise_id: str) -> ResponseReturnValue:
    """Keep the first answer to a try and go to how it went, or open a hint before it."""
    enrolment = g.reach.enrolment
    found = course_of(g.reach.workshop.revision).exercise(exercise_id)
    number = request.form.get("number", 0, type=int)
    fields = dict(request.form.lists())
    if "hint" in request.form:
        _open_hint(found, number)
        return _asked(found, number, fields)
    try:
        outcome = service.record_answer(enrolment, found, number, fields, clock.now())
    except InvalidAnswer as problem:
        return _asked(found, number, fields, problem), 422 if is_amiss(problem) else 200
    if outcome.stands != outcome.read:
        return _result(found, number, unused=outcome.read), 409
    return redirect(_result_url(found, number), 303)


@bp.get("/w/<workshop_slug>/exercises/<exercise_id>/<int:number>")
@requires(EXERCISE_PRACTISE)
def result(workshop_slug: str, exercise_id: str, number: int) -> ResponseReturnValue:
    return _result(course_of(g.reach.workshop.revision).exercise(exercise_id), number)


@bp.post("/w/<workshop_slug>/exercises/<exercise_id>/<int:number>")
@open_when_closed
@open_when_lent
@requires(EXERCISE_PRACTISE)
def answer_again(workshop_slug: str, exercise_id: str, number: int) -> ResponseReturnValue:
    """Keep the second answer to the same numbers, open a hint, or show the solution instead."""
    enrolment = g.reach.enrolment
    found = course_of(g.reach.workshop.revision).exercise(exercise_id)
    fields = dict(request.form.lists())
    if "hint" in request.form:
        queries.try_of(enrolment, exercise_id, number)
        _open_hint(found, number)
        return _result(found, number, fields=fields)
    if "solution" in request.form:
        service.show_solution(enrolment, found, number, clock.now())
        return redirect(_result_url(found, number), 303)
    try:
        outcome = service.record_second_answer(enrolment, found, number, fields, clock.now())
    except InvalidAnswer as problem:
        return _result(found, number, fields=fields, problem=problem), 422
    if outcome.stands != outcome.read:
        return _result(found, number, unused=outcome.read), 409
    return redirect(_result_url(found, number), 303)


def _open_hint(found: Exercise, number: int) -> None:
    """Open the hint that was asked for; the page that follows is the answer."""
    place = request.form.get("hint", 0, type=int)
    service.open_hint(g.reach.enrolment, found, number, place, clock.now())
    commit_now()


def _asked(
    found: Exercise,
    number: int,
    fields: Fields | None = None,
    problem: InvalidAnswer | None = None,
) -> str:
    """The page that asks a try, with what was typed and what is wrong with it."""
    enrolment = g.reach.enrolment
    variant = found.question.variant(seed_of(enrolment.id, found.question.drawn_as, number))
    return _page(
        "exercise",
        found,
        variant=variant,
        number=number,
        typed=None if fields is None else variant.as_sent(fields),
        errors=[message_of(problem)] if problem and is_amiss(problem) else None,
        shown=parts_shown(fields, problem),
        opened=queries.hints_opened(enrolment, found.id, number),
        over=service.is_over(enrolment, clock.now()),
    )


def _result(
    found: Exercise,
    number: int,
    unused: Answer | None = None,
    fields: Fields | None = None,
    problem: InvalidAnswer | None = None,
) -> str:
    """The page of an answered try; `unused`: another answer sent to it since."""
    enrolment = g.reach.enrolment
    answered = queries.try_of(enrolment, found.id, number)
    variant = queries.variant_of(answered)
    last = queries.last_answer(answered)
    values = {
        "variant": variant,
        "number": number,
        "answer": last,
        "grade": variant.grade(last),
        "unused": unused,
        "over": service.is_over(enrolment, clock.now()),
        "sitting": queries.place_in_sitting(answered),
    }
    if not queries.finished(answered, variant):
        return _page(
            "again",
            found,
            **values,
            typed=last if fields is None else variant.as_sent(fields),
            errors=[message_of(problem)] if problem else None,
            opened=queries.hints_opened(enrolment, found.id, number),
        )
    return _page(
        "result",
        found,
        **values,
        tries=queries.latest_tries(enrolment, found.id),
        again=draws_numbers(found.question),
        section=course_of(g.reach.workshop.revision).section_of(found),
    )


def _result_url(found: Exercise, number: int) -> str:
    slug = g.reach.workshop.slug
    return url_for(".result", workshop_slug=slug, exercise_id=found.id, number=number)


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
