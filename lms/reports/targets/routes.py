"""The page on which an organiser sets what is aimed at with each goal."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from lms import clock
from lms.access import requires
from lms.content.values import Course
from lms.publishing.queries import course_of
from lms.reports.account.evidence import evidence_of
from lms.reports.account.goals import Goals, goals_of
from lms.reports.account.queries import targets_of
from lms.reports.blueprint import bp
from lms.reports.permissions import GOAL_TARGETS_SET
from lms.reports.targets import service
from lms.reports.targets.forms import TargetsForm, targets_form
from lms.workshops.queries import schedule_of


@bp.get("/w/<workshop_slug>/goals")
@requires(GOAL_TARGETS_SET)
def targets(workshop_slug: str) -> ResponseReturnValue:
    """Show each goal with its target and the questions that measure it."""
    form = _form(formdata=None)
    form.fill_in(targets_of([g.reach.workshop.id])[g.reach.workshop.id])
    return _targets_page(form)


@bp.post("/w/<workshop_slug>/goals")
@requires(GOAL_TARGETS_SET)
def save_targets(workshop_slug: str) -> ResponseReturnValue:
    form = _form()
    if not form.validate():
        return _targets_page(form), 422
    service.set_targets(
        g.reach.workshop, form.targets, now=clock.now(), actor_id=current_user.person.id
    )
    flash(_("The targets are saved."), "success")
    return redirect(url_for(".targets", workshop_slug=workshop_slug), 303)


def _course() -> Course:
    return course_of(g.reach.workshop.revision)


def _form(**more: None) -> TargetsForm:
    goal_ids = tuple(goal.id for module in _course().modules for goal in module.goals)
    return targets_form(goal_ids)(**more)


def _targets_page(form: TargetsForm) -> str:
    return render_template(
        "reports/targets.html",
        form=form,
        goals=_goals(),
        fixed=service.are_fixed(schedule_of(g.reach.workshop), clock.now()),
    )


def _goals() -> Goals:
    course = _course()
    targets_set = targets_of([g.reach.workshop.id])[g.reach.workshop.id]
    return goals_of(course, evidence_of(course, ()), targets_set)
