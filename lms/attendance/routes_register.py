"""The register of a meeting, the list of meetings, and one's own attendance."""

from collections.abc import Iterable

from flask import (
    Response,
    flash,
    g,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from lms import clock
from lms.access import requires
from lms.attendance import queries, service
from lms.attendance.blueprint import bp
from lms.attendance.checkin.service import hours_of
from lms.attendance.counting import counted_slots, records_of
from lms.attendance.forms import read_marks, read_register
from lms.attendance.permissions import ATTENDANCE_RECORD, ATTENDANCE_SEE_OWN
from lms.attendance.prospects import chance_in
from lms.attendance.roster import Roster, roster_of
from lms.attendance.rules import (
    COUNTS_AS_PRESENT,
    WORDS,
    Clash,
    Presence,
    attendance_rate,
)
from lms.attendance.service_photos import photos_of
from lms.database import commit_now
from lms.publishing.queries import course_of
from lms.web.headers import let_camera
from lms.web.languages import clock_time
from lms.workshops.models import Meeting
from lms.workshops.queries import meeting_in, schedule_of


@bp.get("/w/<workshop_slug>/attendance")
@requires(ATTENDANCE_RECORD)
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
@requires(ATTENDANCE_RECORD)
def register(workshop_slug: str, meeting_id: int) -> ResponseReturnValue:
    """Show everybody who is to be recorded at a meeting; nothing if the page is up to date."""
    meeting = meeting_in(g.reach.workshop, meeting_id)
    version = queries.version_of(meeting)
    if request.args.get("since") == version:
        return "", 204
    return _register_page(meeting, version)


@bp.post("/w/<workshop_slug>/attendance/<int:meeting_id>")
@requires(ATTENDANCE_RECORD)
def record(workshop_slug: str, meeting_id: int) -> ResponseReturnValue:
    """Save the register; what somebody else changed meanwhile is shown instead of overwritten."""
    meeting = meeting_in(g.reach.workshop, meeting_id)
    choices = read_register(request.form)
    recorded = service.record_choices(meeting, choices, current_user.person, clock.now())
    _flash(recorded)
    if recorded.clashes:
        commit_now()
        return _register_page(meeting, queries.version_of(meeting), recorded.clashes), 409
    return redirect(url_for(".register", workshop_slug=workshop_slug, meeting_id=meeting_id), 303)


@bp.post("/w/<workshop_slug>/attendance/<int:meeting_id>/marks")
@requires(ATTENDANCE_RECORD)
def record_marks(workshop_slug: str, meeting_id: int) -> ResponseReturnValue:
    """Take the marks that a phone made, also long ago; say which clash with somebody else's."""
    meeting = meeting_in(g.reach.workshop, meeting_id)
    now = clock.now()
    marks = read_marks(request.form.get("marks", ""), now)
    recorded = service.record_timed_choices(meeting, marks, current_user.person, now)
    return jsonify(
        saved_at=clock_time(now, g.reach.workshop.zone),
        clashes=_messages(recorded.clashes, queries.register_of(meeting))
        if recorded.clashes
        else {},
        left_out=recorded.left_out,
        message=_sent(len(marks), len(recorded.clashes)),
    )


@bp.post("/w/<workshop_slug>/attendance/<int:meeting_id>/undo")
@requires(ATTENDANCE_RECORD)
def undo(workshop_slug: str, meeting_id: int) -> ResponseReturnValue:
    """Take back what this person recorded last."""
    meeting = meeting_in(g.reach.workshop, meeting_id)
    undone = service.undo_last_record(meeting, current_user.person, clock.now())
    if undone:
        message = ngettext("%(num)s record taken back.", "%(num)s records taken back.", undone)
        flash(message, "success")
    else:
        flash(_("There is nothing of yours to take back."), "info")
    return redirect(url_for(".register", workshop_slug=workshop_slug, meeting_id=meeting_id), 303)


@bp.get("/w/<workshop_slug>/my-attendance")
@requires(ATTENDANCE_SEE_OWN)
def mine(workshop_slug: str) -> ResponseReturnValue:
    """Show a participant her own attendance and what she still needs."""
    now = clock.now()
    enrolment = g.reach.enrolment
    schedule = schedule_of(g.reach.workshop)
    records = records_of(enrolment)
    presences = {meeting_id: record.presence for meeting_id, record in records.items()}
    recorded = {meeting_id for meeting_id, record in records.items() if record.is_held}
    own = counted_slots(schedule, enrolment, presences)
    held = own.held(now, recorded=recorded)
    at_held = [presences.get(slot.meeting_id) for slot in held]
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
        chance=chance_in(own, presences, required, now),
        now=now,
    )


def _register_page(meeting: Meeting, version: str, clashes: tuple[Clash, ...] = ()) -> Response:
    """The register; `version` was read before it, so what happens in between shows at the next
    look.
    """
    roster: Roster = roster_of(meeting)
    page = render_template(
        "attendance/register.html",
        meeting=meeting,
        roster=roster,
        rows=roster.rows,
        names={row.enrolment_id: row.name for row in roster.rows},
        words={presence.value: _(word) for presence, word in WORDS.items()},
        clashes=_messages(clashes, roster.rows),
        history=queries.history_of(meeting),
        version=version,
        hours=hours_of(meeting),
        photos=photos_of(meeting),
        now=clock.now(),
    )
    return let_camera(make_response(page))  # cards are scanned there


def _messages(clashes: Iterable[Clash], rows: Iterable[queries.RegisterRow]) -> dict[int, str]:
    """By enrolment id, both values of each clash in words."""
    by_id = {row.enrolment_id: row for row in rows}
    words: dict[Presence | None, str] = {key: _(word) for key, word in WORDS.items()}
    words[None] = _("Not recorded yet")
    zone = g.reach.workshop.zone
    found = {}
    for clash in clashes:
        row = by_id[clash.enrolment_id]
        found[clash.enrolment_id] = _(
            "You chose %(yours)s. %(name)s has recorded %(theirs)s at %(time)s.",
            yours=words[clash.chosen],
            name=row.recorded_by or "-",
            theirs=words[row.presence],
            time=clock_time(row.recorded_at, zone) if row.recorded_at else "-",
        )
    return found


def _sent(marks: int, clashes: int) -> str:
    """What a phone says on another page than the register, once it has sent its marks."""
    message: str = ngettext(
        "%(num)s attendance mark kept on this phone is sent.",
        "%(num)s attendance marks kept on this phone are sent.",
        marks,
    )
    if clashes:
        message += " " + ngettext(
            "Somebody else has recorded %(num)s of them differently. Look at the register.",
            "Somebody else has recorded %(num)s of them differently. Look at the register.",
            clashes,
        )
    return message


def _flash(recorded: service.RegisterResult) -> None:
    if recorded.saved:
        message = ngettext(
            "Attendance of %(num)s participant saved.",
            "Attendance of %(num)s participants saved.",
            recorded.saved,
        )
        flash(message, "success")
    elif not recorded.clashes:
        flash(_("Nothing was different from what is saved."), "info")
    if recorded.left_out:
        message = ngettext(
            "%(num)s participant has withdrawn meanwhile and was left out.",
            "%(num)s participants have withdrawn meanwhile and were left out.",
            recorded.left_out,
        )
        flash(message, "warning")
