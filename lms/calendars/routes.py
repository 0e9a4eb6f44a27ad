"""Pages of the calendar: how to add it, the file, the feed."""

from collections.abc import Sequence

from flask import Response, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_login import current_user

from lms import clock
from lms.access import PUBLIC, open_when_closed, open_when_lent, requires
from lms.calendars import queries, service
from lms.calendars.blueprint import bp
from lms.calendars.rules import CalendarEvent, calendar_of, last_change
from lms.lessons.permissions import COURSE_READ
from lms.web.addresses import public_url

TYPE = "text/calendar; charset=utf-8"


@bp.get("/w/<workshop_slug>/calendar")
@requires(COURSE_READ)
def page(workshop_slug: str) -> ResponseReturnValue:
    """Show how the meetings get into one's own calendar."""
    feed = queries.feed_of(current_user.person)
    address = public_url(".feed", token=feed.token) if feed else ""
    return render_template(
        "calendars/page.html",
        feed=feed,
        address=address,
        subscribe=address.replace("https:", "webcal:", 1).replace("http:", "webcal:", 1),
    )


@bp.get("/w/<workshop_slug>/calendar.ics")
@requires(COURSE_READ)
def file(workshop_slug: str) -> ResponseReturnValue:
    """Hand out the meetings of a workshop as a file."""
    workshop = g.reach.workshop
    name = f"{workshop.program.title}, {_('Workshop %(number)s', number=workshop.number)}"
    response = _answer(name, queries.occasions_of([workshop]))
    response.headers["Content-Disposition"] = f'attachment; filename="{workshop.slug}.ics"'
    return response


@bp.post("/w/<workshop_slug>/calendar")
@open_when_closed
@open_when_lent
@requires(COURSE_READ)
def renew(workshop_slug: str) -> ResponseReturnValue:
    """Give the person an address for her calendar; an earlier one stops working."""
    service.renew_feed(current_user.person, clock.now())
    flash(_("Your calendar address is ready."), "success")
    return redirect(url_for(".page", workshop_slug=workshop_slug), 303)


@bp.post("/w/<workshop_slug>/calendar/revoke")
@open_when_closed
@open_when_lent
@requires(COURSE_READ)
def revoke(workshop_slug: str) -> ResponseReturnValue:
    service.revoke_feed(current_user.person, clock.now())
    flash(_("Your calendar address no longer works."), "success")
    return redirect(url_for(".page", workshop_slug=workshop_slug), 303)


@bp.get("/calendar/<token>.ics")
@requires(PUBLIC)
def feed(token: str) -> ResponseReturnValue:
    """Give a calendar program the meetings of the person whose address this is."""
    person = queries.feed_called(token).person
    with force_locale(person.language):
        occasions = queries.occasions_of(queries.workshops_of(person))
        response = _answer(_("Go Digital workshops"), occasions)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _answer(name: str, occasions: Sequence[CalendarEvent]) -> Response:
    response = Response(calendar_of(name, occasions), content_type=TYPE)
    response.last_modified = last_change(occasions)
    response.cache_control.private = True
    response.cache_control.no_cache = True
    response.add_etag()
    response.make_conditional(request)
    return response
