"""Pages of those who decide when a quiz may be sat, how often, and when its key is shown."""

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from wtforms.fields.choices import SelectChoice

from lms import clock
from lms.access import requires
from lms.content.settings import Aspect, ReviewTime
from lms.content.values import NumbersFrom, Quiz
from lms.publishing.queries import course_of
from lms.quizzes.blueprint import bp
from lms.quizzes.permissions import QUIZ_GIVE_TIME, QUIZ_WATCH
from lms.quizzes.windows import queries as queries_windows
from lms.quizzes.windows import service as service_windows
from lms.quizzes.windows.forms import OverrideForm
from lms.quizzes.windows.rules import AS_THE_COURSE_SAYS, window
from lms.quizzes.windows.rules_review import TELLS_THE_KEY
from lms.quizzes.windows.rules_summary import review_summary as review_told
from lms.quizzes.words import KIND_NAMES
from lms.web.forms import put_errors
from lms.web.languages import message_of
from lms.workshops.queries import enrolment_in, enrolments_in, schedule_of
from lms.workshops.service import InvalidField

EVERYBODY = 0


@bp.get("/w/<workshop_slug>/quiz-room/times")
@requires(QUIZ_WATCH)
def windows(workshop_slug: str) -> ResponseReturnValue:
    """Show every quiz of the workshop with when it opens and closes."""
    workshop = g.reach.workshop
    course = course_of(workshop.revision)
    overrides = queries_windows.overrides_for(workshop)
    schedule = schedule_of(workshop)
    return render_template(
        "quizzes/windows/windows.html",
        now=clock.now(),
        kind_names=KIND_NAMES,
        lines=[
            (
                quiz,
                window(quiz, schedule, workshop.zone, overrides.get(quiz.id, AS_THE_COURSE_SAYS)),
                overrides.get(quiz.id, AS_THE_COURSE_SAYS),
            )
            for quiz in course.quizzes
        ],
    )


@bp.get("/w/<workshop_slug>/quiz-room/times/<quiz_id>")
@requires(QUIZ_GIVE_TIME)
def times(workshop_slug: str, quiz_id: str) -> ResponseReturnValue:
    """Show when one quiz may be sat, what was decided so far, and the form to decide otherwise."""
    who = request.args.get("who", EVERYBODY, int)
    return _times_page(_quiz(quiz_id), OverrideForm(formdata=None, who=who))


@bp.post("/w/<workshop_slug>/quiz-room/times/<quiz_id>")
@requires(QUIZ_GIVE_TIME)
def change_times(workshop_slug: str, quiz_id: str) -> ResponseReturnValue:
    """Let the workshop or one person sit a quiz at other times, or more often."""
    workshop, quiz = g.reach.workshop, _quiz(quiz_id)
    form = OverrideForm()
    _offer(form)
    if not form.validate():
        return _times_page(quiz, form), 422
    try:
        service_windows.override(
            workshop,
            quiz,
            form.wanted(workshop.zone),
            reason=form.reason.data,
            now=clock.now(),
            actor_id=current_user.person.id,
            enrolment=enrolment_in(workshop, form.who.data) if form.who.data else None,
        )
    except InvalidField as problem:
        put_errors(form[problem.field], message_of(problem))
        return _times_page(quiz, form), 422
    flash(_("The new times hold from now on."), "success")
    return redirect(url_for(".times", workshop_slug=workshop_slug, quiz_id=quiz_id), 303)


@bp.post("/w/<workshop_slug>/quiz-room/times/<quiz_id>/key")
@requires(QUIZ_GIVE_TIME)
def show_key(workshop_slug: str, quiz_id: str) -> ResponseReturnValue:
    """Let those who have handed in see answers and explanations although others may still sit."""
    quiz = _quiz(quiz_id)
    service_windows.release_key(g.reach.workshop, quiz, clock.now(), current_user.person.id)
    flash(_("Whoever has handed in sees the explanations now."), "success")
    return redirect(url_for(".times", workshop_slug=workshop_slug, quiz_id=quiz_id), 303)


def _quiz(quiz_id: str) -> Quiz:
    return course_of(g.reach.workshop.revision).quiz(quiz_id)


def _times_page(quiz: Quiz, form: OverrideForm) -> str:
    workshop = g.reach.workshop
    if form.who.choices is None:
        _offer(form)
    override = queries_windows.overrides_for(workshop).get(quiz.id, AS_THE_COURSE_SAYS)
    return render_template(
        "quizzes/windows/times.html",
        now=clock.now(),
        quiz=quiz,
        kind_name=KIND_NAMES[quiz.kind],
        window=window(quiz, schedule_of(workshop), workshop.zone, override),
        allowed=override.attempts or quiz.attempts,
        review=review_told(quiz),
        overrides=queries_windows.overrides_in(workshop, quiz.id),
        holds_key_back=_holds_key_back(quiz),
        key_shown=queries_windows.keys_shown_in(workshop).get(quiz.id),
        form=form,
    )


def _holds_key_back(quiz: Quiz) -> bool:
    """Whether a key waits until nobody sits the same numbers any more."""
    seen: frozenset[Aspect] = frozenset().union(*(quiz.review.at(when) for when in ReviewTime))
    return quiz.numbers is NumbersFrom.WORKSHOP and bool(seen & TELLS_THE_KEY)


def _offer(form: OverrideForm) -> None:
    form.who.choices = [
        SelectChoice(EVERYBODY, _("The whole workshop")),
        *(SelectChoice(each.id, each.person.name) for each in enrolments_in(g.reach.workshop)),
    ]
