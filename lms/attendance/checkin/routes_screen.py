"""The screen in the hall: the code that changes, and how many are here."""

from flask import current_app, g, render_template
from flask.typing import ResponseReturnValue

from lms import clock
from lms.access import requires
from lms.attendance.blueprint import bp
from lms.attendance.checkin.rules import standing
from lms.attendance.checkin.rules_codes import WINDOW, code_at, link_at, window_start
from lms.attendance.checkin.service import hours_of
from lms.attendance.permissions import ATTENDANCE_RECORD
from lms.attendance.queries import tallies_of
from lms.web.addresses import opens_only_here, public_url
from lms.web.qr import qr_svg
from lms.workshops.queries import meeting_in


@bp.get("/w/<workshop_slug>/attendance/<int:meeting_id>/screen")
@requires(ATTENDANCE_RECORD)
def screen(workshop_slug: str, meeting_id: int) -> ResponseReturnValue:
    """Show the QR code and the six digits of this half minute, and the number of those present."""
    meeting = meeting_in(g.reach.workshop, meeting_id)
    now = clock.now()
    secret = current_app.config["SECRET_KEY"]
    link = public_url(".scan", link=link_at(secret, meeting.id, now))
    left = (window_start(now) + WINDOW - now).total_seconds()
    return render_template(
        "attendance/checkin/screen.html",
        meeting=meeting,
        hours=hours_of(meeting),
        standing=standing(hours_of(meeting), now),
        code=code_at(secret, meeting.id, now),
        picture=qr_svg(link),
        place=public_url(".code").partition("://")[2],
        only_here=opens_only_here(link),
        tally=tallies_of([meeting.id])[meeting.id],
        seconds=max(1, round(left)),
        now=now,
    )
