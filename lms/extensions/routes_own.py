"""A participant's page of her practice period: until when, and asking for more."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.access import requires
from lms.extensions import queries, rules, service
from lms.extensions.blueprint import bp
from lms.extensions.forms import WishForm
from lms.extensions.permissions import EXTENSION_ASK
from lms.workshops.queries import schedule_of


@bp.get("/w/<workshop_slug>/my-practice-period")
@requires(EXTENSION_ASK)
def mine(workshop_slug: str) -> ResponseReturnValue:
    """Show a participant until when her practice counts, what she asked and what was answered."""
    return _page(WishForm(formdata=None))


@bp.post("/w/<workshop_slug>/my-practice-period")
@requires(EXTENSION_ASK)
def ask(workshop_slug: str) -> ResponseReturnValue:
    """Ask for more time, or add a word to a request that waits."""
    form = WishForm()
    if not form.validate():
        return _page(form), 422
    service.request_extension(g.reach.enrolment, form.wish.data or "", clock.now())
    flash(_("Sent. Your trainer answers, and you see the answer here."), "success")
    return redirect(url_for(".mine", workshop_slug=workshop_slug), 303)


def _page(form: WishForm) -> str:
    workshop, enrolment, now = g.reach.workshop, g.reach.enrolment, clock.now()
    schedule = schedule_of(workshop, enrolment)
    asked = queries.requests_of(enrolment)
    waiting = next((each for each in asked if each.is_waiting), None)
    if waiting is not None and not form.wish.data:
        form.wish.data = waiting.wish
    end = schedule.practice_ends_at
    return render_template(
        "extensions/mine.html",
        form=form,
        requests=asked,
        waiting=waiting,
        extensions=queries.extensions_of(workshop, enrolment),
        may_ask=rules.may_ask(schedule, now),
        asks_from=None if end is None else end - rules.ASK_FROM,
        schedule=schedule,
        phase=schedule.phase(now),
        days_left=None if end is None else rules.days_left(end, now, workshop.zone),
    )
