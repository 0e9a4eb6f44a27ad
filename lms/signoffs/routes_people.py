"""Pages of practical tasks for one person: her trainer's, and her own."""

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from lms import clock
from lms.access import requires
from lms.people.secrets import draw_token
from lms.publishing.queries import course_of
from lms.signoffs import queries, rules, service
from lms.signoffs.blueprint import bp
from lms.signoffs.forms import read_person_button
from lms.signoffs.permissions import SIGNOFF_GIVE, SIGNOFF_SEE_OWN
from lms.workshops.queries import enrolment_in, schedule_of


@bp.get("/w/<workshop_slug>/practical-skills/people/<int:enrolment_id>")
@requires(SIGNOFF_GIVE)
def person(workshop_slug: str, enrolment_id: int) -> ResponseReturnValue:
    """Show the tasks of one person with who saw what and when, and buttons to sign off."""
    workshop = g.reach.workshop
    enrolment = enrolment_in(workshop, enrolment_id)
    trainee = rules.trainee_of(queries.trainees_in(workshop), enrolment.id)
    today = schedule_of(workshop).day_of(clock.now(), workshop.zone)
    skills = rules.walking_order(course_of(workshop.revision).practical_skills, today)
    records = queries.records_of(enrolment)
    return render_template(
        "signoffs/person.html",
        trainee=trainee,
        lines=rules.person_lines(rules.tasks_of(trainee, skills), trainee.enrolment_id, records),
        words=rules.VERDICT_WORDS,
        key=draw_token(),
        own_id=current_user.person.id,
    )


@bp.post("/w/<workshop_slug>/practical-skills/people/<int:enrolment_id>")
@requires(SIGNOFF_GIVE)
def record_person(workshop_slug: str, enrolment_id: int) -> ResponseReturnValue:
    """Sign off one task of one person, or take the last verdict back."""
    workshop, now = g.reach.workshop, clock.now()
    enrolment = enrolment_in(workshop, enrolment_id)
    choice = read_person_button(request.form, enrolment.id, now)
    recorded = service.record_signoffs(workshop, [choice], current_user.person, now)
    if recorded.left_out:
        flash(_("This participant has withdrawn meanwhile. Nothing was saved."), "warning")
    elif choice.verdict is None:
        flash(_("The last sign-off is taken back."), "success")
    else:
        flash(_("Saved."), "success")
    here = url_for(
        ".person",
        workshop_slug=workshop_slug,
        enrolment_id=enrolment_id,
        _anchor=f"task-{choice.skill_id}",
    )
    return redirect(here, 303)


@bp.get("/w/<workshop_slug>/my-practical-skills")
@requires(SIGNOFF_SEE_OWN)
def mine(workshop_slug: str) -> ResponseReturnValue:
    """Show a participant what a trainer has seen her do."""
    workshop, enrolment = g.reach.workshop, g.reach.enrolment
    trainee = rules.trainee_of(queries.trainees_in(workshop), enrolment.id)
    today = schedule_of(workshop).day_of(clock.now(), workshop.zone)
    skills = rules.walking_order(course_of(workshop.revision).practical_skills, today)
    records = queries.records_of(enrolment)
    return render_template(
        "signoffs/mine.html",
        lines=rules.person_lines(rules.tasks_of(trainee, skills), trainee.enrolment_id, records),
        words=rules.OWN_WORDS,
    )
