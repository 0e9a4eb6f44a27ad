"""Pages of one workshop: showing and changing it."""

from datetime import date

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from lms import clock
from lms.access import requires
from lms.publishing.queries import course_of
from lms.web.forms import put_errors
from lms.web.languages import message_of
from lms.workshops import queries, service, service_revisions
from lms.workshops.blueprint import bp
from lms.workshops.forms import MAX_DAYS, WorkshopForm, workshop_form
from lms.workshops.free_days import holidays_in
from lms.workshops.models import Workshop
from lms.workshops.permissions import WORKSHOP_EDIT, WORKSHOP_SEE
from lms.workshops.planning import (
    laid_out,
    proposed_first_day,
)
from lms.workshops.rules import PHASE_WORDS, Schedule
from lms.workshops.seating.queries import seats_taken
from lms.workshops.words import STAFF_WORDS


@bp.get("/w/<workshop_slug>/")
@requires(WORKSHOP_SEE)
def overview(workshop_slug: str) -> ResponseReturnValue:
    """Show where a workshop stands: the home of those who run it."""
    workshop = g.reach.workshop
    return render_template(
        "workshops/overview.html",
        schedule=queries.schedule_of(workshop),
        seated=seats_taken(workshop),
        staff=queries.staff_of(workshop),
        staff_words=STAFF_WORDS,
        phase_words=PHASE_WORDS,
        course=course_of(workshop.revision),
        now=clock.now(),
    )


@bp.post("/w/<workshop_slug>/open")
@requires(WORKSHOP_EDIT)
def open_draft(workshop_slug: str) -> ResponseReturnValue:
    """Open a draft: from now on participants, staff and reports know of it."""
    service.open_workshop(g.reach.workshop, now=clock.now(), actor_id=current_user.person.id)
    flash(_("The workshop is open. Participants and trainers see it now."), "success")
    return redirect(url_for(".overview", workshop_slug=workshop_slug), 303)


@bp.get("/w/<workshop_slug>/edit")
@requires(WORKSHOP_EDIT)
def edit(workshop_slug: str) -> ResponseReturnValue:
    """Show the form of a workshop, and which revision of the course it follows."""
    workshop = g.reach.workshop
    schedule = queries.schedule_of(workshop)
    days = _days_of(schedule, workshop)
    count = _day_count(schedule, workshop)
    today = clock.now().astimezone(workshop.zone).date()
    free = holidays_in(range(today.year, today.year + 3), workshop.time_zone)
    first = proposed_first_day(today, days.values(), count, free)
    dates = {n: days.get(n) for n in range(1, count + 1)}
    if not days:
        dates = dict(enumerate(laid_out(first, count, free), start=1))
    form = workshop_form(count, new=False)(
        formdata=None,
        number=workshop.number,
        place=workshop.place,
        capacity=workshop.capacity,
        time_zone=workshop.time_zone,
        practice_days=workshop.practice_days,
        **{f"day_{n}": day for n, day in dates.items()},
        **{f"hours_{n}": text for n, text in queries.other_hours(schedule, workshop).items()},
        **vars(queries.times_of(schedule, workshop)),
    )
    return _edit_page(form)


@bp.post("/w/<workshop_slug>/edit")
@requires(WORKSHOP_EDIT)
def save(workshop_slug: str) -> ResponseReturnValue:
    """Change a workshop; its meetings keep what was recorded at them."""
    workshop = g.reach.workshop
    form = workshop_form(_day_count(queries.schedule_of(workshop), workshop), new=False)()
    if "lay_out" in request.form:
        form.lay_out()
        return _edit_page(form)
    if not form.validate():
        return _edit_page(form), 422
    try:
        service.change_workshop(
            workshop,
            form.details,
            now=clock.now(),
            actor_id=current_user.person.id,
            moves_begun=form.moves_begun.data,
        )
    except service.BegunDayMoved as problem:
        put_errors(form.moves_begun, message_of(problem))
        return _edit_page(form), 422
    except service.InvalidField as problem:
        put_errors(form[problem.field], message_of(problem))
        return _edit_page(form), 422
    flash(_("The workshop is saved."), "success")
    return redirect(url_for(".overview", workshop_slug=workshop_slug), 303)


def _edit_page(form: WorkshopForm) -> str:
    workshop = g.reach.workshop
    newest = service_revisions.newest_revision(workshop)
    return render_template("workshops/edit.html", form=form, newest=newest)


def _day_count(schedule: Schedule, workshop: Workshop) -> int:
    """How many days the form has: no day that has meetings is left out."""
    planned = max((slot.day for slot in schedule.slots), default=0)
    return min(max(len(course_of(workshop.revision).modules), planned), MAX_DAYS)


def _days_of(schedule: Schedule, workshop: Workshop) -> dict[int, date]:
    return {
        slot.day: slot.starts_at.astimezone(workshop.zone).date()
        for slot in reversed(schedule.slots)
    }


@bp.get("/w/<workshop_slug>/revision")
@requires(WORKSHOP_EDIT)
def revision(workshop_slug: str) -> ResponseReturnValue:
    """Show what moving to the newest revision of the course adds and removes."""
    workshop = g.reach.workshop
    newest = service_revisions.newest_revision(workshop)
    return render_template(
        "workshops/revision.html",
        newest=newest,
        changes=service_revisions.revision_changes(workshop, newest),
        begun=queries.schedule_of(workshop).last_day_begun(clock.now()) > 0,
    )


@bp.post("/w/<workshop_slug>/revision/<int:revision_id>")
@requires(WORKSHOP_EDIT)
def move_to_revision(workshop_slug: str, revision_id: int) -> ResponseReturnValue:
    """Move to the newest revision, if it is the one whose changes were looked at."""
    workshop = g.reach.workshop
    newest = service_revisions.newest_revision(workshop)
    if newest.id != revision_id:
        flash(_("A newer version was published meanwhile. Look at its changes."), "warning")
        return redirect(url_for(".revision", workshop_slug=workshop_slug), 303)
    service_revisions.follow_revision(
        workshop, newest, now=clock.now(), actor_id=current_user.person.id
    )
    flash(_("The workshop follows version %(number)s now.", number=newest.number), "success")
    return redirect(url_for(".edit", workshop_slug=workshop_slug), 303)
