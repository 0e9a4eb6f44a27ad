"""The questionnaire on a participant's phone, and what it says on the page of those who ran it."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.access import ORGANISERS, requires
from lms.feedback import queries, service
from lms.feedback.blueprint import bp
from lms.feedback.forms import FeedbackForm, feedback_form
from lms.feedback.permissions import FEEDBACK_GIVE, FEEDBACK_SEE
from lms.feedback.rules import MIN_ANSWERED, RATING_WORDS, Said, is_open_for_answers
from lms.workshops.queries import schedule_of


@bp.get("/w/<workshop_slug>/questionnaire")
@requires(FEEDBACK_GIVE)
def own(workshop_slug: str) -> ResponseReturnValue:
    """Ask her; what she has answered can be changed."""
    response = queries.response_of(g.reach.enrolment)
    said = queries.said_in(response) if response else Said({}, {})
    form = feedback_form(queries.statements_of(g.reach.workshop), said)
    return _page(form, is_answered=response is not None)


@bp.post("/w/<workshop_slug>/questionnaire")
@requires(FEEDBACK_GIVE)
def give(workshop_slug: str) -> ResponseReturnValue:
    workshop, enrolment = g.reach.workshop, g.reach.enrolment
    form = feedback_form(queries.statements_of(workshop))
    if not form.validate():
        return _page(form, is_answered=queries.response_of(enrolment) is not None), 422
    service.keep_feedback(enrolment, schedule_of(workshop), form.said(), clock.now())
    flash(_("Thank you. Your answers help those who come after you."), "success")
    return redirect(url_for(".own", workshop_slug=workshop_slug), 303)


@bp.get("/w/<workshop_slug>/questionnaire/result")
@requires(FEEDBACK_SEE)
def result(workshop_slug: str) -> ResponseReturnValue:
    """Show how people answered; trainers see no words, and figures of enough people only."""
    workshop = g.reach.workshop
    found = queries.feedback_of(workshop)
    reads_all = not ORGANISERS.isdisjoint(g.reach.roles)
    return render_template(
        "feedback/result.html",
        result=found,
        is_shown=reads_all or found.is_enough,
        reads_all=reads_all,
        least=MIN_ANSWERED,
        words=RATING_WORDS,
        has_begun=schedule_of(workshop).has_last_day_begun(clock.now()),
    )


def _page(form: FeedbackForm, *, is_answered: bool) -> str:
    schedule, now = schedule_of(g.reach.workshop), clock.now()
    return render_template(
        "feedback/own.html",
        form=form,
        is_answered=is_answered,
        is_open=is_open_for_answers(schedule, now),
        has_begun=schedule.has_last_day_begun(now),
        words=RATING_WORDS,
    )
