"""Pages of practical tasks for staff: all of them, and one with everybody in the room."""

from flask import flash, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from lms import clock
from lms.access import requires
from lms.content.values import Skill
from lms.publishing.queries import course_of
from lms.signoffs import queries, rules, service
from lms.signoffs.blueprint import bp
from lms.signoffs.forms import read_task_list, read_task_marks
from lms.signoffs.permissions import SIGNOFF_GIVE
from lms.web.languages import clock_time
from lms.workshops.queries import schedule_of


@bp.get("/w/<workshop_slug>/practical-skills")
@requires(SIGNOFF_GIVE)
def tasks(workshop_slug: str) -> ResponseReturnValue:
    """List the tasks, today's first, with how many of the people can do them, and the people."""
    workshop = g.reach.workshop
    skills = course_of(workshop.revision).practical_skills
    today = schedule_of(workshop).day_of(clock.now(), workshop.zone)
    people = queries.trainees_in(workshop)
    stand = rules.standing(queries.records_in(workshop))
    return render_template(
        "signoffs/tasks.html",
        tallies=[rules.tally(skill, people, stand) for skill in rules.walking_order(skills, today)],
        people=rules.shares(skills, people, stand),
        today=today,
    )


@bp.get("/w/<workshop_slug>/practical-skills/<skill_id>")
@requires(SIGNOFF_GIVE)
def task(workshop_slug: str, skill_id: str) -> ResponseReturnValue:
    """Show everybody to be seen at a task; nothing if the page is up to date."""
    skill = _skill(skill_id)
    if request.args.get("since") == queries.version_of(g.reach.workshop, skill):
        return "", 204
    workshop = g.reach.workshop
    today = schedule_of(workshop).day_of(clock.now(), workshop.zone)
    order = rules.walking_order(course_of(workshop.revision).practical_skills, today)
    place = order.index(skill)
    people = queries.trainees_in(workshop)
    stand = rules.standing(queries.records_in(workshop, skill_id))
    return render_template(
        "signoffs/task.html",
        skill=skill,
        people=rules.people_of(skill, people),
        tally=rules.tally(skill, people, stand),
        last={enrolment_id: rows[-1] for (enrolment_id, _skill_id), rows in stand.items()},
        words=_words(),
        version=queries.version_of(workshop, skill),
        following=order[place + 1] if place + 1 < len(order) else None,
    )


@bp.post("/w/<workshop_slug>/practical-skills/<skill_id>")
@requires(SIGNOFF_GIVE)
def record(workshop_slug: str, skill_id: str) -> ResponseReturnValue:
    """Save the list of a task as a page without a script sends it."""
    _skill(skill_id)
    now = clock.now()
    choices = read_task_list(request.form, skill_id, now)
    recorded = service.record_signoffs(g.reach.workshop, choices, current_user.person, now)
    _flash(recorded)
    return redirect(url_for(".task", workshop_slug=workshop_slug, skill_id=skill_id), 303)


@bp.post("/w/<workshop_slug>/practical-skills/<skill_id>/marks")
@requires(SIGNOFF_GIVE)
def record_marks(workshop_slug: str, skill_id: str) -> ResponseReturnValue:
    """Take the taps that a phone made, also long ago."""
    _skill(skill_id)
    now = clock.now()
    choices = read_task_marks(request.form.get("marks", ""), skill_id, now)
    recorded = service.record_signoffs(g.reach.workshop, choices, current_user.person, now)
    return jsonify(
        saved_at=clock_time(now, g.reach.workshop.zone),
        clashes={},
        left_out=recorded.left_out,
        message=ngettext(
            "%(num)s sign-off kept on this phone is sent.",
            "%(num)s sign-offs kept on this phone are sent.",
            len(choices),
        ),
    )


@bp.post("/w/<workshop_slug>/practical-skills/<skill_id>/undo")
@requires(SIGNOFF_GIVE)
def undo(workshop_slug: str, skill_id: str) -> ResponseReturnValue:
    """Take back what this person signed off last of a task."""
    _skill(skill_id)
    undone = service.undo_last_signoffs(
        g.reach.workshop, skill_id, current_user.person, clock.now()
    )
    if undone:
        message = ngettext("%(num)s sign-off taken back.", "%(num)s sign-offs taken back.", undone)
        flash(message, "success")
    else:
        flash(_("There is nothing of yours to take back."), "info")
    return redirect(url_for(".task", workshop_slug=workshop_slug, skill_id=skill_id), 303)


def _skill(skill_id: str) -> Skill:
    return queries.practical_skill(course_of(g.reach.workshop.revision), skill_id)


def _words() -> dict[str, str]:
    return {verdict.value: _(word) for verdict, word in rules.VERDICT_WORDS.items()}


def _flash(recorded: service.SignoffResult) -> None:
    if recorded.saved:
        message = ngettext(
            "%(num)s participant signed off.", "%(num)s participants signed off.", recorded.saved
        )
        flash(message, "success")
    else:
        flash(_("Nothing was different from what is saved."), "info")
    if recorded.left_out:
        message = ngettext(
            "%(num)s participant has withdrawn meanwhile and was left out.",
            "%(num)s participants have withdrawn meanwhile and were left out.",
            recorded.left_out,
        )
        flash(message, "warning")
