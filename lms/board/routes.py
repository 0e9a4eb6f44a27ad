"""Pages of the live board, and what participants ask now and then: is something started?"""

import hashlib
from datetime import datetime
from typing import Any

from flask import (
    Response,
    flash,
    g,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_login import current_user
from wtforms.fields.choices import SelectChoice

from lms import clock
from lms.access import requires
from lms.board import queries, service
from lms.board.blueprint import bp
from lms.board.forms import StartForm
from lms.board.permissions import BOARD_SEE, ROOM_START
from lms.board.queries_version import board_version
from lms.board.rules import MORNING_PRACTICE, STUCK_AFTER, is_practice_morning
from lms.lessons.queries import progress_of
from lms.lessons.rules import ItemKind, ItemState
from lms.practice.permissions import EXERCISE_PRACTISE
from lms.practice.sitting.queries import has_begun_since
from lms.publishing.queries import course_of
from lms.web.course_text import course_choice
from lms.workshops.queries import schedule_of

HIDDEN = "hidden"


@bp.get("/w/<workshop_slug>/board")
@requires(BOARD_SEE)
def board(workshop_slug: str) -> ResponseReturnValue:
    """Show who is here, who is where and who is stuck; the page keeps itself up to date."""
    return _board_page(StartForm(formdata=None))


@bp.get("/w/<workshop_slug>/board/now")
@requires(BOARD_SEE)
def now(workshop_slug: str) -> ResponseReturnValue:
    """Send the changing part of the board, or only that nothing has changed (304)."""
    workshop, now = g.reach.workshop, clock.now()
    tag = _tag(board_version(workshop, now), _names_hidden())
    if request.if_none_match.contains_weak(tag):
        return _tagged(Response(status=304), tag)
    found = queries.board_of(workshop, now)
    return _tagged(make_response(_render("board/_now.html", found)), tag)


@bp.post("/w/<workshop_slug>/board/start")
@requires(ROOM_START)
def start(workshop_slug: str) -> ResponseReturnValue:
    form = StartForm()
    _offer(form)
    if not form.validate():
        return _board_page(form), 422
    workshop = g.reach.workshop
    item = queries.startable(course_of(workshop.revision))[form.item.data]
    service.start_item(workshop, item, schedule_of(workshop), current_user.person, clock.now())
    flash(
        _("Started: %(title)s. Participants see it on their phones.", title=item.title), "success"
    )
    return redirect(url_for(".board", **_here()), 303)


@bp.post("/w/<workshop_slug>/board/end")
@requires(ROOM_START)
def end(workshop_slug: str) -> ResponseReturnValue:
    service.end_item(g.reach.workshop, current_user.person, clock.now())
    flash(_("Ended."), "success")
    return redirect(url_for(".board", **_here()), 303)


@bp.get("/w/<workshop_slug>/room")
@requires(EXERCISE_PRACTISE)
def room(workshop_slug: str) -> ResponseReturnValue:
    """Tell a participant's page what is started for the room; nothing (204) if nothing new is."""
    workshop = g.reach.workshop
    now = clock.now()
    started = queries.started_in(workshop, queries.startable(course_of(workshop.revision)), now)
    if started is None or _is_at_it(started, now):
        return Response(status=204)
    tag = _tag(started)
    if request.if_none_match.contains_weak(tag):
        return _tagged(Response(status=304), tag)
    return _tagged(make_response(render_template("board/_room.html", started=started)), tag)


def _is_at_it(started: queries.StartedItem, now: datetime) -> bool:
    """Whether who asks has done what is started, or has begun to practise."""
    enrolment = g.reach.enrolment
    if started.item.kind is ItemKind.PRACTICE:
        return has_begun_since(enrolment, started.at, now)
    return progress_of(enrolment).state(started.item) is ItemState.DONE


def _board_page(form: StartForm) -> str:
    workshop, now = g.reach.workshop, clock.now()
    # Before the board is read: what happens in between shows at the next look.
    tag = _tag(board_version(workshop, now), _names_hidden())
    if form.item.choices is None:
        _offer(form)
    return _render("board/board.html", queries.board_of(workshop, now), form=form, tag=tag)


def _render(template: str, found: queries.Board, **values: object) -> str:
    return render_template(
        template,
        board=found,
        hidden=_names_hidden(),
        here=_here(),
        stuck_after=STUCK_AFTER,
        **values,
    )


def _names_hidden() -> bool:
    return request.args.get("names") == HIDDEN


def _here() -> dict[str, Any]:
    """The address of this board, names hidden or not."""
    place = {"workshop_slug": g.reach.workshop.slug}
    return {**place, "names": HIDDEN} if _names_hidden() else place


def _tag(*parts: object) -> str:
    """The fingerprint of what is shown, the same in every process."""
    return hashlib.sha256(repr((*parts, str(get_locale()))).encode()).hexdigest()[:20]


def _tagged(response: Response, tag: str) -> Response:
    response.set_etag(tag, weak=True)
    return response


def _offer(form: StartForm) -> None:
    workshop, now = g.reach.workshop, clock.now()
    schedule = schedule_of(workshop)
    offered = queries.offered(course_of(workshop.revision), schedule, now)
    morning = {}
    if is_practice_morning(schedule, now, workshop.zone):
        item = queries.morning_practice()
        morning[_("This morning")] = [SelectChoice(MORNING_PRACTICE, item.title)]
    form.item.choices = morning | {
        _("Day %(number)s", number=day): [
            course_choice(item.id, f"{_(item.word)}: {item.title}") for item in items
        ]
        for day, items in offered
    }
