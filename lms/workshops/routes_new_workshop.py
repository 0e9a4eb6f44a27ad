"""Making a workshop, from nothing or as a copy of another one."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from wtforms.fields.choices import SelectChoice

from lms import clock
from lms.access import requires
from lms.publishing.models import CourseRevision
from lms.publishing.queries import course_of, latest_revisions
from lms.web.course_text import course_choice
from lms.web.forms import put_errors
from lms.web.languages import message_of
from lms.workshops import queries, queries_programs, service
from lms.workshops.blueprint import bp
from lms.workshops.forms import MAX_DAYS, WorkshopForm, workshop_form
from lms.workshops.free_days import holidays_in
from lms.workshops.models import Staff, StaffRole, Workshop
from lms.workshops.permissions import WORKSHOP_CREATE
from lms.workshops.planning import USUAL_TIMES, laid_out, proposed_first_day
from lms.workshops.queries_programs import WorkshopLine
from lms.workshops.words import STAFF_WORDS

USUAL_CAPACITY = 15


@bp.get("/programs/<program_slug>/workshops/new")
@requires(WORKSHOP_CREATE)
def new_workshop(program_slug: str) -> ResponseReturnValue:
    """Show the form of a new workshop, its days laid out; `?copy=` takes over another one's."""
    revisions = latest_revisions()
    if not revisions:
        return render_template("workshops/no_course.html", program=g.reach.program)
    lines = queries_programs.workshops_of(g.reach.program)
    source = None
    if "copy" in request.args:
        source = queries_programs.workshop_in(g.reach.program, request.args["copy"])
    chosen = _chosen(revisions, source)
    days = min(len(course_of(chosen).modules), MAX_DAYS)
    staff = _staff_offered()
    form = workshop_form(days, new=True)(
        formdata=None, **_proposed(lines, source, chosen, days, staff)
    )
    return _new_page(form, revisions, staff)


def _chosen(revisions: list[CourseRevision], source: Workshop | None) -> CourseRevision:
    """The newest revision of the course of `source`, or the first course there is."""
    slug = source.revision.course_slug if source else ""
    return next((one for one in revisions if one.course_slug == slug), revisions[0])


def _proposed(
    lines: list[WorkshopLine],
    source: Workshop | None,
    chosen: CourseRevision,
    days: int,
    staff: dict[int, Staff | None],
) -> dict[str, Any]:
    zone = (source or lines[-1].workshop).zone if source or lines else None
    taken = [
        slot.starts_at.astimezone(line.workshop.zone).date()
        for line in lines
        for slot in line.schedule.slots
    ]
    today = clock.now().astimezone(zone).date()
    last = max([today, *taken])
    free = holidays_in(
        range(last.year, last.year + 3), source.time_zone if source else "Asia/Makassar"
    )
    first = proposed_first_day(today, taken, days, free)
    values: dict[str, Any] = {
        "course": chosen.id,
        "number": max((line.workshop.number for line in lines), default=0) + 1,
        "place": source.place if source else "",
        "time_zone": source.time_zone if source else "Asia/Makassar",
        "capacity": source.capacity if source else USUAL_CAPACITY,
        "practice_days": source.practice_days if source else course_of(chosen).practice_days,
        "staff": [one.person_id for one in queries.staff_of(source)] if source else [],
    }
    schedule = next((one.schedule for one in lines if source and one.workshop is source), None)
    times = queries.times_of(schedule, source) if source and schedule else USUAL_TIMES
    values.update({f"day_{n}": day for n, day in enumerate(laid_out(first, days, free), start=1)})
    if source and schedule:
        hours = queries.other_hours(schedule, source).items()
        values.update({f"hours_{day}": text for day, text in hours})
    return {**values, **vars(times)}


@bp.post("/programs/<program_slug>/workshops/new")
@requires(WORKSHOP_CREATE)
def create_workshop(program_slug: str) -> ResponseReturnValue:
    """Make a workshop, or lay out its days anew if that button was pressed."""
    revisions = latest_revisions()
    if not revisions:
        return render_template("workshops/no_course.html", program=g.reach.program), 422
    by_id = {revision.id: revision for revision in revisions}
    chosen = by_id.get(request.form.get("course", 0, type=int), revisions[0])
    days = min(len(course_of(chosen).modules), MAX_DAYS)
    staff = _staff_offered()
    form = workshop_form(days, new=True)()
    _offer(form, revisions, staff)
    if "lay_out" in request.form:
        form.lay_out()
        return _new_page(form, revisions, staff)
    if not form.validate():
        return _new_page(form, revisions, staff), 422
    try:
        workshop = service.add_workshop(
            g.reach.program,
            form.details,
            revision=chosen,
            is_draft=form.is_draft.data,
            staff=[(person_id, _role_of(staff[person_id])) for person_id in form.staff.data],
            now=clock.now(),
            actor_id=current_user.person.id,
        )
    except service.InvalidField as problem:
        put_errors(form[problem.field], message_of(problem))
        return _new_page(form, revisions, staff), 422
    flash(_("Workshop %(number)s is set up.", number=workshop.number), "success")
    return redirect(url_for(".overview", workshop_slug=workshop.slug), 303)


def _staff_offered() -> dict[int, Staff | None]:
    """Who can be chosen by person id: who ran workshops of the program, and oneself."""
    offered: dict[int, Staff | None] = {}
    for one in queries.staff_in_program(g.reach.program):
        offered.setdefault(one.person_id, one)
    offered.setdefault(current_user.person.id, None)
    return offered


def _role_of(staff: Staff | None) -> StaffRole:
    return staff.role if staff else StaffRole.TRAINER


def _offer(
    form: WorkshopForm, revisions: list[CourseRevision], staff: dict[int, Staff | None]
) -> None:
    form.course.choices = [
        course_choice(one.id, one.title, course_of(one).language) for one in revisions
    ]
    form.staff.choices = [
        SelectChoice(person_id, f"{_name_of(one)} ({_(STAFF_WORDS[_role_of(one)])})")
        for person_id, one in staff.items()
    ]


def _name_of(staff: Staff | None) -> str:
    name: str = staff.person.name if staff else current_user.person.name
    return name


def _new_page(
    form: WorkshopForm, revisions: list[CourseRevision], staff: dict[int, Staff | None]
) -> str:
    _offer(form, revisions, staff)
    return render_template("workshops/new_workshop.html", form=form, program=g.reach.program)
