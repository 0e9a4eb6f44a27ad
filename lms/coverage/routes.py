"""Pages of what was taught: all meetings, one meeting, and the list for home."""

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from lms import clock
from lms.access import requires
from lms.coverage import home, queries, service
from lms.coverage.blueprint import bp
from lms.coverage.forms import CoverageForm
from lms.coverage.models import MAX_NAME_LENGTH
from lms.coverage.permissions import COVERAGE_RECORD, COVERAGE_SEE, HOME_PRACTICE_SEE
from lms.coverage.rules import STATE_WORDS, Coverage, Covered
from lms.database import commit_now
from lms.lessons.queries import progress_of
from lms.publishing.queries import course_of
from lms.workshops.models import Meeting
from lms.workshops.queries import meeting_in, schedule_of
from lms.workshops.rules import Schedule, Slot


@bp.get("/w/<workshop_slug>/coverage")
@requires(COVERAGE_SEE)
def overview(workshop_slug: str) -> ResponseReturnValue:
    """Show how far the material is, meeting by meeting, and what earlier workshops advise."""
    workshop, now = g.reach.workshop, clock.now()
    schedule = schedule_of(workshop)
    return render_template(
        "coverage/overview.html",
        schedule=schedule,
        coverage=queries.coverage_of(workshop, schedule, now),
        advice=queries.advice_for(workshop),
        state_words=STATE_WORDS,
        now=now,
    )


@bp.get("/w/<workshop_slug>/coverage/<int:meeting_id>")
@requires(COVERAGE_SEE)
def meeting(workshop_slug: str, meeting_id: int) -> ResponseReturnValue:
    """Show the lessons of a meeting, to say how far each got."""
    found = meeting_in(g.reach.workshop, meeting_id)
    schedule, coverage = _coverage()
    return _page(found, coverage, _form(found, schedule, coverage))


@bp.post("/w/<workshop_slug>/coverage/<int:meeting_id>")
@requires(COVERAGE_RECORD)
def record(workshop_slug: str, meeting_id: int) -> ResponseReturnValue:
    """Save how far each lesson got; what somebody else wrote meanwhile is not overwritten."""
    found = meeting_in(g.reach.workshop, meeting_id)
    schedule, coverage = _coverage()
    form = _form(found, schedule, coverage)
    entries = form.read(request.form)
    if form.problems:
        return _page(found, coverage, form), 422
    recorded = service.record_coverage(
        g.reach.workshop, found, entries, current_user.person, clock.now()
    )
    if recorded.clashes:
        commit_now()
        _schedule, coverage = _coverage()
        again = _form(found, schedule, coverage)
        again.read(request.form)
        again.after_clash(recorded.clashes)
        return _page(found, coverage, again, recorded.clashes), 409
    _flash(recorded.saved, found, sum(entry.minutes for entry in entries))
    if recorded.saved:
        return redirect(url_for(".overview", workshop_slug=workshop_slug), 303)
    return redirect(url_for(".meeting", workshop_slug=workshop_slug, meeting_id=meeting_id), 303)


@bp.get("/w/<workshop_slug>/home-practice")
@requires(HOME_PRACTICE_SEE)
def home_practice(workshop_slug: str) -> ResponseReturnValue:
    """Show a participant what was not covered in class, ticked off by what she does."""
    workshop = g.reach.workshop
    _schedule, coverage = _coverage()
    practice = home.home_lessons(course_of(workshop.revision), coverage.left)
    progress = progress_of(g.reach.enrolment)
    return render_template(
        "coverage/home_practice.html",
        practice=practice,
        progress=progress,
        done=home.done_of(practice, progress),
    )


def _coverage() -> tuple[Schedule, Coverage]:
    workshop = g.reach.workshop
    schedule = schedule_of(workshop)
    return schedule, queries.coverage_of(workshop, schedule, clock.now())


def _form(found: Meeting, schedule: Schedule, coverage: Coverage) -> CoverageForm:
    slot = _slot(found, schedule)
    return CoverageForm(
        found.id,
        coverage.planned_at(found.id),
        coverage.others_at(slot),
        current_user.person.name[:MAX_NAME_LENGTH],
    )


def _slot(found: Meeting, schedule: Schedule) -> Slot:
    return next(slot for slot in schedule.slots if slot.meeting_id == found.id)


def _page(
    found: Meeting,
    coverage: Coverage,
    form: CoverageForm,
    clashes: frozenset[str] = frozenset(),
) -> str:
    advice = queries.advice_for(g.reach.workshop)
    return render_template(
        "coverage/meeting.html",
        meeting=found,
        form=form,
        clashes=clashes,
        titles={line.lesson.id: line.lesson.title for line in coverage.lines},
        advice={each.lesson.id: each for each in advice},
        history=queries.history_of(found),
        teachers=queries.teachers_in(g.reach.workshop),
        Covered=Covered,
        now=clock.now(),
    )


def _flash(saved: int, found: Meeting, minutes: int) -> None:
    if not saved:
        flash(_("Nothing was different from what is saved."), "info")
        return
    flash(
        ngettext("%(num)s lesson is recorded.", "%(num)s lessons are recorded.", saved), "success"
    )
    length = int((found.ends_at - found.starts_at).total_seconds()) // 60
    if minutes > length:
        flash(
            _(
                "The minutes add up to %(minutes)s, but the meeting has %(length)s."
                " Please check them.",
                minutes=minutes,
                length=length,
            ),
            "warning",
        )
