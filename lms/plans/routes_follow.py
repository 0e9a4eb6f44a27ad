"""What a participant says of her plan on day 30 and 90."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.access import open_when_closed, requires
from lms.errors import Conflict, NotFound
from lms.language import gettext_noop
from lms.plans import queries, queries_follow, service_follow
from lms.plans.blueprint import bp
from lms.plans.forms_follow import FollowUpForm, follow_up_form
from lms.plans.permissions import PLAN_WRITE
from lms.plans.rules import ASKED_DAYS, USE_WORDS, asked_day
from lms.practice.sitting.queries import sitting_of_today
from lms.practice.sitting.service import NothingToPractise
from lms.web.languages import message_of
from lms.workshops.queries import schedule_of


@bp.get("/w/<workshop_slug>/follow-up/<int:asked_day>")
@requires(PLAN_WRITE)
def follow_up(workshop_slug: str, asked_day: int) -> ResponseReturnValue:
    """Ask the three questions; when they are answered, show what she said and what comes next."""
    return _page(asked_day)


@bp.post("/w/<workshop_slug>/follow-up/<int:asked_day>")
@open_when_closed
@requires(PLAN_WRITE)
def answer_follow_up(workshop_slug: str, asked_day: int) -> ResponseReturnValue:
    enrolment = g.reach.enrolment
    if not _is_time_for(asked_day):
        raise Conflict(gettext_noop("It is too early for these questions."))
    plan = queries.plan_of(enrolment)
    form = FollowUpForm()
    form.offer(plan.steps if plan else ())
    if not form.validate():
        return _page(asked_day, form), 422
    service_follow.keep_follow_up(enrolment, asked_day, form.answers(), clock.now())
    flash(_("Thank you. Your trainers see your answers."), "success")
    return redirect(url_for(".follow_up", workshop_slug=workshop_slug, asked_day=asked_day), 303)


@bp.post("/w/<workshop_slug>/follow-up/<int:asked_day>/check")
@open_when_closed
@requires(PLAN_WRITE)
def check(workshop_slug: str, asked_day: int) -> ResponseReturnValue:
    """Begin the six questions."""
    try:
        service_follow.begin_follow_up_check(g.reach.enrolment, asked_day, clock.now())
    except NothingToPractise as problem:
        flash(message_of(problem), "info")
        address = url_for(".follow_up", workshop_slug=workshop_slug, asked_day=asked_day)
        return redirect(address, 303)
    return redirect(url_for("sitting.today", workshop_slug=workshop_slug), 303)


def _is_time_for(day: int) -> bool:
    """Whether the day of a follow-up has come. Raises NotFound for one that there is not."""
    if day not in ASKED_DAYS:
        raise NotFound(gettext_noop("There are no such questions."))
    workshop = g.reach.workshop
    last = asked_day(schedule_of(workshop), workshop.zone, clock.now())
    return last is not None and day <= last


def _page(day: int, form: FollowUpForm | None = None) -> str:
    is_time = _is_time_for(day)
    enrolment = g.reach.enrolment
    plan = queries.plan_of(enrolment)
    found = queries_follow.follow_ups_of(enrolment).get(day)
    sitting = found.sitting_id if found else None
    today = sitting_of_today(enrolment, clock.now())
    return render_template(
        "plans/follow_up.html",
        day=day,
        is_time=is_time,
        is_late=asked_day(schedule_of(g.reach.workshop), g.reach.workshop.zone, clock.now()) != day,
        plan=plan,
        follow_up=found if found and found.answered_at else None,
        form=form or follow_up_form(found, plan.steps if plan else ()),
        words=USE_WORDS,
        result=queries_follow.check_results([sitting]).get(sitting) if sitting else None,
        goes_on=today is not None and today.id == sitting,
    )
