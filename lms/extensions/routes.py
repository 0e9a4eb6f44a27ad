"""The trainer's page of the practice period: who asks for more time, and giving it."""

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from wtforms.fields.choices import SelectChoice

from lms import clock
from lms.access import requires
from lms.extensions import queries, service
from lms.extensions.blueprint import bp
from lms.extensions.forms import GRANT, ExtensionForm, RequestAnswerForm, Whom
from lms.extensions.permissions import EXTENSION_GRANT
from lms.extensions.rules import proposed_until
from lms.web.forms import put_errors
from lms.web.languages import message_of, short_date
from lms.workshops.queries import enrolments_in, schedule_of
from lms.workshops.service import InvalidField


@bp.get("/w/<workshop_slug>/extensions")
@requires(EXTENSION_GRANT)
def listed(workshop_slug: str) -> ResponseReturnValue:
    """Show who asks for more time, who has been given some, and the form to give it.

    `who` in the address ticks somebody.
    """
    workshop = g.reach.workshop
    until = proposed_until(schedule_of(workshop).practice_ends_at, clock.now(), workshop.zone)
    who = request.args.getlist("who", type=int)
    whom = Whom.TICKED if who else None
    return _page(ExtensionForm(formdata=None, until=until.date(), who=who, whom=whom))


@bp.post("/w/<workshop_slug>/extensions")
@requires(EXTENSION_GRANT)
def extend(workshop_slug: str) -> ResponseReturnValue:
    """Give everybody, or those who are ticked, more time to practise."""
    workshop = g.reach.workshop
    form = ExtensionForm()
    _offer(form)
    if not form.validate():
        return _page(form), 422
    ticked = form.whom.data is Whom.TICKED
    chosen = [each for each in enrolments_in(workshop) if each.id in form.who.data]
    try:
        granted = service.extend_practice(
            workshop,
            until=form.last_instant(workshop.zone),
            reason=form.reason.data,
            now=clock.now(),
            actor_id=current_user.person.id,
            enrolments=chosen if ticked else None,
        )
    except InvalidField as problem:
        put_errors(form[problem.field], message_of(problem))
        return _page(form), 422
    if ticked:
        _flash_given(len(granted))
        if more := len(chosen) - len(granted):
            flash(
                ngettext(
                    "%(num)s person had as long already and was left as she is.",
                    "%(num)s persons had as long already and were left as they are.",
                    more,
                ),
                "info",
            )
    else:
        flash(_("The practice period is longer now, for all participants."), "success")
    return _back()


@bp.post("/w/<workshop_slug>/extensions/requests")
@requires(EXTENSION_GRANT)
def grant_waiting(workshop_slug: str) -> ResponseReturnValue:
    """Give two weeks more to all whose request stood on the page and still waits."""
    ids = request.form.getlist("request", type=int)
    waiting = queries.waiting_requests(g.reach.workshop, ids)
    service.grant_requests(waiting, current_user.person, clock.now())
    _flash_given(len(waiting))
    return _back()


@bp.post("/w/<workshop_slug>/extensions/requests/<int:request_id>")
@requires(EXTENSION_GRANT)
def answer(workshop_slug: str, request_id: int) -> ResponseReturnValue:
    """Give somebody who asked more time, or decline."""
    workshop, trainer, now = g.reach.workshop, current_user.person, clock.now()
    asked = queries.request_in(workshop, request_id)
    form = RequestAnswerForm()
    if not form.validate():
        return _page(asked_id=request_id, answer_form=form), 422
    name, words = asked.enrolment.person.name, form.answer.data or ""
    if form.decision.data != GRANT:
        service.decline_request(asked, words, trainer, now)
        flash(_("Not extended. %(name)s sees your answer.", name=name), "success")
        return _back()
    until = form.last_instant(workshop.zone)
    try:
        service.grant_request(asked, until, words, trainer, now)
    except InvalidField as problem:
        put_errors(form.until, message_of(problem))
        return _page(asked_id=request_id, answer_form=form), 422
    day = short_date(until, workshop.zone)
    flash(_("%(name)s can practise until %(day)s.", name=name, day=day), "success")
    return _back()


def _flash_given(people: int) -> None:
    message = ngettext(
        "%(num)s person has more time to practise now.",
        "%(num)s persons have more time to practise now.",
        people,
    )
    flash(message, "success")


def _back() -> ResponseReturnValue:
    return redirect(url_for(".listed", workshop_slug=g.reach.workshop.slug), 303)


def _page(
    form: ExtensionForm | None = None,
    asked_id: int = 0,
    answer_form: RequestAnswerForm | None = None,
) -> str:
    """The page; with the form of one request as it was sent in, if it was wrong."""
    workshop, now = g.reach.workshop, clock.now()
    schedule = schedule_of(workshop)
    end = schedule.practice_ends_at or now
    if form is None:
        until = proposed_until(end, now, workshop.zone)
        form = ExtensionForm(formdata=None, until=until.date())
    own_ends = queries.own_ends_in(workshop)
    if form.who.choices is None:
        _offer(form)
    requests = queries.requests_in(workshop)
    ends = {each.enrolment_id: max(end, own_ends.get(each.enrolment_id, end)) for each in requests}
    return render_template(
        "extensions/listed.html",
        form=form,
        extensions=queries.extensions_of(workshop),
        requests=requests,
        ends=ends,
        proposed={
            key: proposed_until(her_end, now, workshop.zone) for key, her_end in ends.items()
        },
        asked_id=asked_id,
        answer_form=answer_form,
        schedule=schedule,
        now=now,
    )


def _offer(form: ExtensionForm) -> None:
    """Offer the participants, each with her own end if she has one."""
    workshop = g.reach.workshop
    own_ends = queries.own_ends_in(workshop)
    form.who.choices = [
        SelectChoice(
            each.id,
            _(
                "%(name)s (until %(day)s)",
                name=each.person.name,
                day=short_date(own_ends[each.id], workshop.zone),
            )
            if each.id in own_ends
            else each.person.name,
        )
        for each in enrolments_in(workshop)
    ]
