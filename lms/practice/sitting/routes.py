"""Pages of today's practice, and of what a person can do by now."""

from typing import NamedTuple

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from lms import clock
from lms.access import open_when_closed, open_when_lent, requires
from lms.content.values import Exercise
from lms.database import commit_now
from lms.practice import service as practice
from lms.practice.models import PracticeSitting
from lms.practice.permissions import EXERCISE_PRACTISE
from lms.practice.queries import hints_opened
from lms.practice.rules import is_amiss, parts_shown, seed_of
from lms.practice.sitting import queries, queries_evidence, service
from lms.practice.sitting.blueprint import bp
from lms.practice.sitting.forms import TimeForm
from lms.practice.sitting.rules import (
    MASTERY_WORDS,
    AskedQuestion,
    SittingProgress,
    levels,
)
from lms.practice.sitting.service import NothingToPractise
from lms.publishing.queries import course_of
from lms.questions import InvalidAnswer
from lms.questions.base import Fields
from lms.statistics.evidence import Scaffold
from lms.statistics.mastery import Mastery
from lms.web.forms import put_errors
from lms.web.languages import message_of
from lms.workshops.queries import schedule_of


class _Now(NamedTuple):
    """The sitting of today, how far she is in it, and its question to answer now."""

    sitting: PracticeSitting
    progress: SittingProgress
    question: AskedQuestion


@bp.get("/w/<workshop_slug>/practice")
@requires(EXERCISE_PRACTISE)
def today(workshop_slug: str) -> ResponseReturnValue:
    """Show where she is: the question to answer, the end of the sitting, or the button to begin."""
    enrolment, now = g.reach.enrolment, clock.now()
    sitting = queries.sitting_of_today(enrolment, now)
    if sitting is None:
        return render_template("sitting/begin.html", over=practice.is_over(enrolment, now))
    progress = queries.progress_in(sitting)
    question = progress.current
    if question is None:
        return _end(sitting, progress)
    if question.number is not None:  # a second answer to the same numbers may follow
        return redirect(_try_url(question.choice.exercise_id, question.number))
    return _asked(_Now(sitting, progress, question))


@bp.post("/w/<workshop_slug>/practice")
@open_when_closed
@open_when_lent
@requires(EXERCISE_PRACTISE)
def begin(workshop_slug: str) -> ResponseReturnValue:
    """Choose the questions; those of today that are left come first."""
    try:
        service.begin_sitting(g.reach.enrolment, clock.now())
    except NothingToPractise as problem:
        flash(message_of(problem), "info")
        return redirect(url_for("today.home"), 303)
    return redirect(url_for(".today", workshop_slug=workshop_slug), 303)


@bp.post("/w/<workshop_slug>/practice/<int:number>/<int:place>")
@open_when_closed
@open_when_lent
@requires(EXERCISE_PRACTISE)
def answer_question(workshop_slug: str, number: int, place: int) -> ResponseReturnValue:
    """Keep the first answer to a question, or open a hint; an older page leads to where she is."""
    at_hand = _at_hand(number, place)
    if at_hand is None:
        return redirect(url_for(".today", workshop_slug=workshop_slug), 303)
    enrolment, now = g.reach.enrolment, clock.now()
    fields = dict(request.form.lists())
    exercise = _exercise_of(at_hand.question)
    if "hint" in request.form:
        opened = request.form.get("hint", 0, type=int)
        number_of_try = service.next_number(enrolment, exercise.id)
        practice.open_hint(enrolment, exercise, number_of_try, opened, now)
        commit_now()
        return _asked(at_hand, fields)
    try:
        outcome = service.record_in_sitting(
            enrolment, at_hand.sitting, at_hand.question, fields, now
        )
    except InvalidAnswer as problem:
        return _asked(at_hand, fields, problem), 422 if is_amiss(problem) else 200
    return redirect(_try_url(exercise.id, outcome.number), 303)


@bp.get("/w/<workshop_slug>/practice/time")
@requires(EXERCISE_PRACTISE)
def choose_time(workshop_slug: str) -> ResponseReturnValue:
    """Ask when she will practise after the workshop; a reminder uses her words."""
    form = TimeForm(formdata=None, own=queries.time_of(g.reach.enrolment))
    return render_template("sitting/time.html", form=form)


@bp.post("/w/<workshop_slug>/practice/time")
@open_when_closed
@open_when_lent
@requires(EXERCISE_PRACTISE)
def keep_time(workshop_slug: str) -> ResponseReturnValue:
    form = TimeForm()
    if not form.validate():
        return render_template("sitting/time.html", form=form), 422
    if not form.words:
        put_errors(form.own, _("Choose a time, or write your own."))
        return render_template("sitting/time.html", form=form), 422
    service.keep_chosen_time(g.reach.enrolment, form.words, clock.now())
    flash(_("Noted. You practise: %(time)s.", time=form.words), "success")
    return redirect(url_for("today.home"), 303)


@bp.get("/w/<workshop_slug>/skills")
@requires(EXERCISE_PRACTISE)
def skills(workshop_slug: str) -> ResponseReturnValue:
    """Show what she can do by now, before and after, in her own words."""
    enrolment, now = g.reach.enrolment, clock.now()
    schedule = schedule_of(enrolment.workshop, enrolment)
    course = course_of(enrolment.workshop.revision)
    begun = schedule.slots[0].ends_at if schedule.slots else now
    found = (
        *levels(queries_evidence.histories_of(enrolment, schedule, now), begun),
        *queries_evidence.practical_levels(enrolment, begun),
    )
    return render_template(
        "sitting/skills.html",
        competencies=[
            (each, own)
            for each in course.competencies
            if (own := [level for level in found if level.skill.competency == each.code])
        ],
        found=found,
        rules={skill.id: Markup(skill.rule).striptags() for skill in course.skills},
        counts=[
            (
                each,
                sum(level.before is each for level in found),
                sum(level.now is each for level in found),
            )
            for each in reversed(Mastery)
        ],
        words=MASTERY_WORDS,
        has_booklet=queries.has_booklet(enrolment),
    )


@bp.post("/w/<workshop_slug>/skills/<practised_id>")
@open_when_closed
@open_when_lent
@requires(EXERCISE_PRACTISE)
def practise_skill(workshop_slug: str, practised_id: str) -> ResponseReturnValue:
    """Begin a sitting of one skill that exercises ask for."""
    service.begin_skill(g.reach.enrolment, practised_id, clock.now())
    return redirect(url_for(".today", workshop_slug=workshop_slug), 303)


def _at_hand(number: int, place: int) -> _Now | None:
    """The question that is answered, None if it is not the one to answer now."""
    sitting = queries.sitting_of_today(g.reach.enrolment, clock.now())
    if sitting is None or sitting.number != number:
        return None
    progress = queries.progress_in(sitting)
    question = progress.current
    if question is None or question.place != place or question.number is not None:
        return None
    return _Now(sitting, progress, question)


def _exercise_of(question: AskedQuestion) -> Exercise:
    return course_of(g.reach.workshop.revision).exercise(question.choice.exercise_id)


def _asked(
    at_hand: _Now, fields: Fields | None = None, problem: InvalidAnswer | None = None
) -> str:
    """The page that asks a question, with what was typed and what is wrong with it."""
    enrolment, choice = g.reach.enrolment, at_hand.question.choice
    exercise = _exercise_of(at_hand.question)
    number = service.next_number(enrolment, exercise.id)
    variant = exercise.question.variant(seed_of(enrolment.id, exercise.question.drawn_as, number))
    return render_template(
        "sitting/question.html",
        sitting=at_hand.sitting,
        progress=at_hand.progress,
        place=at_hand.question.place,
        variant=variant,
        example=_example(choice.skill_id, choice.scaffold),
        is_new=choice.is_new,
        is_check=choice.is_check,
        typed=None if fields is None else variant.as_sent(fields),
        errors=[message_of(problem)] if problem and is_amiss(problem) else None,
        shown=parts_shown(fields, problem),
        opened=hints_opened(enrolment, exercise.id, number),
        over=practice.is_over(enrolment, clock.now()),
    )


class _Example(NamedTuple):
    """What stands beside a question of a skill; sanitised when the course was read."""

    title: str
    rule: Markup
    text: Markup


def _example(skill_id: str, scaffold: Scaffold) -> _Example | None:
    """The example to show beside a question, None if none is to be shown."""
    declared = {skill.id: skill for skill in course_of(g.reach.workshop.revision).skills}
    skill = declared.get(skill_id)
    if skill is None or scaffold is Scaffold.WHOLE:
        return None
    text = skill.worked if scaffold is Scaffold.WORKED else skill.half_worked
    return _Example(skill.title, Markup(skill.rule), Markup(text))


def _end(sitting: PracticeSitting, progress: SittingProgress) -> str:
    """The end of a sitting: what it has changed, and enough for today."""
    enrolment, now = g.reach.enrolment, clock.now()
    histories = queries_evidence.histories_of(
        enrolment, schedule_of(enrolment.workshop, enrolment), now
    )
    return render_template(
        "sitting/end.html",
        progress=progress,
        time=queries.time_of(enrolment),
        risen=[level for level in levels(histories, sitting.begun_at) if level.rose],
        words=MASTERY_WORDS,
    )


def _try_url(exercise_id: str, number: int) -> str:
    slug = g.reach.workshop.slug
    return url_for("practice.result", workshop_slug=slug, exercise_id=exercise_id, number=number)
