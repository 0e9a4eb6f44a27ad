"""A participant's own plan: writing it, ticking off its steps, taking it into the assignment."""

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from lms import clock
from lms.access import open_when_closed, requires
from lms.database import reading
from lms.errors import Conflict
from lms.language import gettext_noop
from lms.plans import queries, queries_follow, service
from lms.plans.blueprint import bp
from lms.plans.forms import PlanForm, plan_form
from lms.plans.permissions import PLAN_WRITE
from lms.plans.rules import MAX_STEPS, asked_day, days_asked, tally_steps
from lms.plans.texts import plan_text
from lms.publishing.queries import course_of
from lms.uploads.requests import photo_in, takes_files
from lms.uploads.rules import Purpose
from lms.uploads.service import store_upload
from lms.web.forms import put_errors
from lms.workshops.queries import schedule_of


@bp.get("/w/<workshop_slug>/action-plan")
@requires(PLAN_WRITE)
def mine(workshop_slug: str) -> ResponseReturnValue:
    """Show a participant her plan: its steps to tick off, and the form to go on writing."""
    return _own_page()


@bp.post("/w/<workshop_slug>/action-plan")
@takes_files
@open_when_closed
@requires(PLAN_WRITE)
def save(workshop_slug: str) -> ResponseReturnValue:
    """Keep what is filled in so far; the photo is read before the turn to write comes."""
    form = PlanForm()
    with reading(expire=False):
        _refuse_before_the_last_day()
        received = photo_in(form.photo) if form.validate() else None
    if form.errors:
        return _own_page(form), 422
    now, person, workshop = clock.now(), current_user.person, g.reach.workshop
    draft, without_photo = form.draft(), form.remove_photo.data
    if draft.is_empty and received is None and not without_photo:
        put_errors(form.aim, _("Write at least one thing, or send a photo of your page."))
        return _own_page(form), 422
    photo = None
    if received is not None:
        photo = store_upload(received, Purpose.PLAN, workshop, person, now)
    service.keep_plan(g.reach.enrolment, draft, now, photo, without_photo=without_photo)
    flash(_("Saved. You can go on with your plan at any time."), "success")
    return redirect(url_for(".mine", workshop_slug=workshop_slug), 303)


@bp.post("/w/<workshop_slug>/action-plan/steps/<int:number>")
@open_when_closed
@requires(PLAN_WRITE)
def tick(workshop_slug: str, number: int) -> ResponseReturnValue:
    """Tick a step off, or open it again."""
    done = request.form.get("done") == "yes"
    service.tick_step(g.reach.enrolment, number, clock.now(), done=done)
    flash(_("Step %(number)s is done.", number=number) if done else _("Open again."), "success")
    return redirect(url_for(".mine", workshop_slug=workshop_slug), 303)


@bp.post("/w/<workshop_slug>/action-plan/assignment")
@requires(PLAN_WRITE)
def to_assignment(workshop_slug: str) -> ResponseReturnValue:
    """Take the text of the plan into the assignment; an answer that is there stays."""
    plan = queries.plan_of(g.reach.enrolment)
    found = queries.plan_assignment(course_of(g.reach.workshop.revision))
    if plan is None or found is None:
        raise Conflict(gettext_noop("There is no plan to take over, or no assignment for it."))
    quiz, question = found
    attempt_id, position = service.take_into_assignment(
        g.reach.enrolment, quiz, question, plan_text(plan), clock.now()
    )
    flash(_("The text of your plan stands here now. Read it through, then hand it in."), "success")
    address = url_for(
        "quizzes.question", workshop_slug=workshop_slug, attempt_id=attempt_id, position=position
    )
    return redirect(address, 303)


def _refuse_before_the_last_day() -> None:
    if not schedule_of(g.reach.workshop).has_last_day_begun(clock.now()):
        raise Conflict(gettext_noop("The action plan is written from the last day on."))


def _own_page(form: PlanForm | None = None) -> str:
    enrolment, now = g.reach.enrolment, clock.now()
    plan = queries.plan_of(enrolment)
    today = now.astimezone(g.reach.workshop.zone).date()
    found = queries.plan_assignment(course_of(g.reach.workshop.revision))
    schedule = schedule_of(g.reach.workshop)
    last = asked_day(schedule, g.reach.workshop.zone, now)
    said = queries_follow.follow_ups_of(enrolment) if last else {}
    return render_template(
        "plans/mine.html",
        begun=schedule.has_last_day_begun(now),
        asked=[(day, said.get(day)) for day in days_asked(last)],
        plan=plan,
        tally=tally_steps((step.state for step in plan.steps), today) if plan else None,
        form=form or plan_form(plan),
        today=today,
        most=MAX_STEPS,
        quiz=found[0] if found else None,
        question=found[1] if found else None,
        handed_in=queries.has_handed_in(enrolment, found[0]) if found else False,
        text=plan_text(plan) if plan else "",
    )
