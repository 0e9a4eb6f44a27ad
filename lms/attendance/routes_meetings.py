"""Calling off a meeting and taking that back."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from lms import clock
from lms.access import requires
from lms.attendance import service_meetings
from lms.attendance.blueprint import bp
from lms.attendance.forms import CancelForm
from lms.attendance.permissions import MEETING_CANCEL
from lms.attendance.queries import tallies_of
from lms.workshops.models import Meeting
from lms.workshops.queries import meeting_in


@bp.get("/w/<workshop_slug>/attendance/<int:meeting_id>/cancel")
@requires(MEETING_CANCEL)
def ask_cancel(workshop_slug: str, meeting_id: int) -> ResponseReturnValue:
    """Ask for the reason, and say what cancelling means."""
    return _page(meeting_in(g.reach.workshop, meeting_id), CancelForm(formdata=None))


@bp.post("/w/<workshop_slug>/attendance/<int:meeting_id>/cancel")
@requires(MEETING_CANCEL)
def cancel(workshop_slug: str, meeting_id: int) -> ResponseReturnValue:
    meeting = meeting_in(g.reach.workshop, meeting_id)
    form = CancelForm()
    if not form.validate():
        return _page(meeting, form), 422
    service_meetings.cancel_meeting(meeting, form.reason.data, current_user.person, clock.now())
    flash(_("The meeting is cancelled. It does not count for anybody."), "success")
    return redirect(url_for(".register", workshop_slug=workshop_slug, meeting_id=meeting_id), 303)


@bp.post("/w/<workshop_slug>/attendance/<int:meeting_id>/restore")
@requires(MEETING_CANCEL)
def restore(workshop_slug: str, meeting_id: int) -> ResponseReturnValue:
    """Let the meeting take place after all."""
    meeting = meeting_in(g.reach.workshop, meeting_id)
    service_meetings.restore_meeting(meeting, current_user.person, clock.now())
    flash(_("The meeting takes place again, and counts."), "success")
    return redirect(url_for(".register", workshop_slug=workshop_slug, meeting_id=meeting_id), 303)


def _page(meeting: Meeting, form: CancelForm) -> str:
    return render_template(
        "attendance/cancel.html",
        meeting=meeting,
        form=form,
        tally=tallies_of([meeting.id])[meeting.id],
    )
