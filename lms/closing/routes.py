"""The page that closes a workshop, and opens it again."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from lms import clock
from lms.access import open_when_closed, requires
from lms.closing import service
from lms.closing.blueprint import bp
from lms.closing.forms import CloseForm, ReopenForm
from lms.database import reading
from lms.reports.kept.queries_adding import added_up
from lms.reports.kept.service import keep_account
from lms.workshops import queries
from lms.workshops.permissions import WORKSHOP_EDIT


@bp.get("/w/<workshop_slug>/close")
@requires(WORKSHOP_EDIT)
def ask_close(workshop_slug: str) -> ResponseReturnValue:
    """Say what closing means, and ask whether to do it."""
    kind = CloseForm if g.reach.workshop.closed_at is None else ReopenForm
    return _page(kind(formdata=None))


@bp.post("/w/<workshop_slug>/close")
@open_when_closed
@requires(WORKSHOP_EDIT)
def close(workshop_slug: str) -> ResponseReturnValue:
    """Close a workshop, and keep what its account adds up."""
    form = CloseForm()
    if not form.validate():
        return _page(form), 422
    workshop, now = g.reach.workshop, clock.now()
    service.close_workshop(
        workshop, reason=form.reason.data or "", now=now, actor_id=current_user.person.id
    )
    # From here on it is closed; adding up thousands of people keeps nobody waiting.
    with reading(expire=False):
        kept = added_up(workshop, now)
    if kept is not None:
        keep_account(kept)
    flash(_("The workshop is closed."), "success")
    return redirect(url_for("workshops.overview", workshop_slug=workshop_slug), 303)


@bp.post("/w/<workshop_slug>/reopen")
@open_when_closed
@requires(WORKSHOP_EDIT)
def reopen(workshop_slug: str) -> ResponseReturnValue:
    form = ReopenForm()
    if not form.validate():
        return _page(form), 422
    service.reopen_workshop(
        g.reach.workshop,
        reason=form.reason.data,
        now=clock.now(),
        actor_id=current_user.person.id,
    )
    flash(_("The workshop is open again."), "success")
    return redirect(url_for("workshops.overview", workshop_slug=workshop_slug), 303)


def _page(form: CloseForm | ReopenForm) -> str:
    schedule = queries.schedule_of(g.reach.workshop)
    now = clock.now()
    to_come = sum(slot.ends_at > now and not slot.cancelled for slot in schedule.slots)
    return render_template("closing/close.html", form=form, schedule=schedule, to_come=to_come)
