"""The page of the practice period."""

from datetime import timedelta

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from wtforms.fields.choices import SelectChoice

from lms import clock
from lms.access import requires
from lms.web.forms import put_errors
from lms.web.languages import message_of
from lms.workshops import queries, service, service_practice
from lms.workshops.blueprint import bp
from lms.workshops.forms import ExtensionForm
from lms.workshops.permissions import EXTENSION_GRANT

PROPOSED = timedelta(days=14)
WHOLE_WORKSHOP = 0


@bp.get("/w/<workshop_slug>/extensions")
@requires(EXTENSION_GRANT)
def extensions(workshop_slug: str) -> ResponseReturnValue:
    """Show the practice period, who has been given more, and the form to give more."""
    end = queries.schedule_of(g.reach.workshop).practice_ends_at
    now = clock.now()
    until = max(now, end or now).astimezone(g.reach.workshop.zone).date() + PROPOSED
    who = request.args.get("who", WHOLE_WORKSHOP, type=int)
    return _page(ExtensionForm(formdata=None, until=until, who=who))


def _page(form: ExtensionForm) -> str:
    workshop = g.reach.workshop
    if form.who.choices is None:
        _offer(form)
    return render_template(
        "workshops/extensions.html",
        form=form,
        extensions=queries.extensions_of(workshop),
        schedule=queries.schedule_of(workshop),
        now=clock.now(),
    )


def _offer(form: ExtensionForm) -> None:
    people = queries.enrolments_in(g.reach.workshop)
    form.who.choices = [
        SelectChoice(WHOLE_WORKSHOP, _("The whole workshop")),
        *(SelectChoice(enrolment.id, enrolment.person.name) for enrolment in people),
    ]


@bp.post("/w/<workshop_slug>/extensions")
@requires(EXTENSION_GRANT)
def extend(workshop_slug: str) -> ResponseReturnValue:
    """Give the workshop or one person more time to practise."""
    workshop = g.reach.workshop
    form = ExtensionForm()
    _offer(form)
    if not form.validate():
        return _page(form), 422
    enrolment = queries.enrolment_in(workshop, form.who.data) if form.who.data else None
    try:
        service_practice.extend_practice(
            workshop,
            until=form.last_instant(workshop.zone),
            reason=form.reason.data,
            now=clock.now(),
            actor_id=current_user.person.id,
            enrolment=enrolment,
        )
    except service.InvalidField as problem:
        put_errors(form[problem.field], message_of(problem))
        return _page(form), 422
    flash(_("The practice period is longer now."), "success")
    return redirect(url_for(".extensions", workshop_slug=workshop_slug), 303)
