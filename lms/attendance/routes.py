"""Pages of attendance."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from lms import clock
from lms.access import Permission, requires
from lms.attendance import queries, service
from lms.attendance.counting import records_of
from lms.attendance.forms import read_register
from lms.attendance.prospects import chance
from lms.attendance.rules import (
    COUNTS_AS_PRESENT,
    WORDS,
    Clash,
    attendance_rate,
)
from lms.database import keep_even_if_refused
from lms.publishing.queries import course_of
from lms.workshops.models import Meeting
from lms.workshops.queries import meeting_in, schedule_of

bp = Blueprint("attendance", __name__)


@bp.get("/w/<workshop_slug>/attendance")
@requires(Permission.ATTENDANCE_RECORD)
def meetings(workshop_slug: str) -> ResponseReturnValue:
    """List the meetings of the workshop: held, going on, to come, and how far each is recorded."""
    schedule = schedule_of(g.reach.workshop)
    return render_template(
        "attendance/meetings.html",
        schedule=schedule,
        tallies=queries.tallies_of([slot.meeting_id for slot in schedule.slots]),
        now=clock.now(),
    )


@bp.get("/w/<workshop_slug>/attendance/<int:meeting_id>")
@requires(Permission.ATTENDANCE_RECORD)
def register(workshop_slug: str, meeting_id: int) -> ResponseReturnValue:
    """Show everybody who is to be recorded at a meeting."""
    return _register_page(meeting_in(g.reach.workshop, meeting_id))


@bp.post("/w/<workshop_slug>/attendance/<int:meeting_id>")
@requires(Permission.ATTENDANCE_RECORD)
def record(workshop_slug: str, meeting_id: int) -> ResponseReturnValue:
    """Save the register; what somebody else changed meanwhile is shown instead of overwritten."""
    meeting = meeting_in(g.reach.workshop, meeting_id)
    choices = read_register(request.form)
    recorded = service.record(meeting, choices, current_user.person, clock.now())
    _tell(recorded)
    if recorded.clashes:
        keep_even_if_refused()
        return _register_page(meeting, recorded.clashes), 409
    return redirect(url_for(".register", workshop_slug=workshop_slug, meeting_id=meeting_id), 303)


@bp.get("/w/<workshop_slug>/my-attendance")
@requires(Permission.ATTENDANCE_SEE_OWN)
def mine(workshop_slug: str) -> ResponseReturnValue:
    """Show a participant her own attendance and what she still needs."""
    now = clock.now()
    schedule = schedule_of(g.reach.workshop)
    records = records_of(g.reach.enrolment)
    presences = {meeting_id: record.presence for meeting_id, record in records.items()}
    held = schedule.held(now, recorded=presences)
    at_held = [presences.get(slot.meeting_id) for slot in held]
    counted = [presences.get(slot.meeting_id) for slot in schedule.slots if not slot.cancelled]
    required = course_of(g.reach.workshop.revision).passing.attendance
    return render_template(
        "attendance/mine.html",
        schedule=schedule,
        presences=presences,
        records=records,
        attended=sum(presence in COUNTS_AS_PRESENT for presence in at_held),
        held=len(held),
        rate=attendance_rate(at_held, len(held)),
        required=required,
        chance=chance(counted, required),
        now=now,
    )


def _register_page(meeting: Meeting, clashes: tuple[Clash, ...] = ()) -> str:
    rows = queries.register_of(meeting)
    return render_template(
        "attendance/register.html",
        meeting=meeting,
        rows=rows,
        names={row.enrolment_id: row.name for row in rows},
        words={presence.value: _(word) for presence, word in WORDS.items()},
        clashes={clash.enrolment_id: clash for clash in clashes},
        history=queries.history_of(meeting, g.reach.workshop),
        now=clock.now(),
    )


def _tell(recorded: service.Recorded) -> None:
    if recorded.saved:
        told = ngettext(
            "Attendance of %(num)s participant saved.",
            "Attendance of %(num)s participants saved.",
            recorded.saved,
        )
        flash(told, "success")
    elif not recorded.clashes:
        flash(_("Nothing was different from what is saved."), "info")
    if recorded.left_out:
        told = ngettext(
            "%(num)s participant has withdrawn meanwhile and was left out.",
            "%(num)s participants have withdrawn meanwhile and were left out.",
            recorded.left_out,
        )
        flash(told, "warning")
