"""Pages of writing to participants, and of stopping it."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _
from flask_login import current_user

from lms import clock
from lms.access import PUBLIC, open_when_closed, requires
from lms.errors import Refused
from lms.lessons.addresses import item_url
from lms.mail import service as mail
from lms.messages import queries, service, texts
from lms.messages.blueprint import bp
from lms.messages.forms import AgreeForm, MessageForm
from lms.messages.permissions import MESSAGE_SEND, MESSAGE_WRITE
from lms.messages.queries import Recipient
from lms.messages.rules import OBSTACLE_WORDS, MessageKind, chat_link, filled, obstacle, shortened
from lms.messages.stopping import person_of, stop_url
from lms.people.permissions import ACCOUNT_MANAGE
from lms.people.secrets import written_code
from lms.people.service import agree_to_messages
from lms.web.addresses import public_url
from lms.web.languages import LANGUAGES
from lms.web.paging import asked_page
from lms.workshops.belonging import not_theirs
from lms.workshops.queries import enrolment_in

PEOPLE_ON_A_PAGE = 50


@bp.get("/w/<workshop_slug>/messages")
@requires(MESSAGE_WRITE)
def write(workshop_slug: str) -> ResponseReturnValue:
    """Show a ready message with a link for each person it concerns, and one for the group."""
    form = MessageForm(request.args)
    valid = form.validate()
    return _page(form, custom=form.text.data if valid else ""), 200 if valid else 422


@bp.post("/w/<workshop_slug>/messages")
@open_when_closed
@requires(MESSAGE_SEND)
def send(workshop_slug: str) -> ResponseReturnValue:
    """Put a mail to everybody it concerns into the outbox."""
    form = MessageForm()
    if not form.validate() or not mail.is_configured():
        return _page(form), 422
    occasion, begun = queries.occasion_of(g.reach.workshop, clock.now())
    written = 0
    for recipient in queries.recipients_of(occasion, form.kind.data, begun):
        person = recipient.person
        with force_locale(_language(person.language)):
            stop = stop_url(person)
            body = _text(form.kind.data, occasion, recipient, form.text.data) + texts.parting(stop)
            subject = texts.subject(form.kind.data)
        put = mail.write(person, g.reach.workshop, subject, body, stop, clock.now())
        written += put is not None
    flash(
        ngettext("%(num)d mail waits to be sent.", "%(num)d mails wait to be sent.", written),
        "success" if written else "info",
    )
    return redirect(url_for(".write", workshop_slug=workshop_slug, kind=form.kind.data), 303)


@bp.post("/w/<workshop_slug>/messages/agree/<int:enrolment_id>")
@open_when_closed
@requires(MESSAGE_WRITE)
def note_consent(workshop_slug: str, enrolment_id: int) -> ResponseReturnValue:
    """Note that a participant has said (or signed) that she may be written to."""
    workshop = g.reach.workshop
    person = enrolment_in(workshop, enrolment_id).person
    if why := not_theirs(person, workshop.program_id, current_user.person):
        raise Refused(why)
    agree_to_messages(person, True, clock.now(), current_user.person.id)
    flash(_("Noted: %(name)s has agreed to be written to.", name=person.name), "success")
    kind = request.form.get("kind", MessageKind.PLAN.value)
    return redirect(url_for(".write", workshop_slug=workshop_slug, kind=kind), 303)


@bp.post("/w/<workshop_slug>/messages/<int:enrolment_id>/written")
@open_when_closed
@requires(MESSAGE_WRITE)
def written(workshop_slug: str, enrolment_id: int) -> ResponseReturnValue:
    """Note that somebody was written to; the chat itself tells us nothing."""
    form, enrolment = MessageForm(), enrolment_in(g.reach.workshop, enrolment_id)
    kind = form.kind.data or MessageKind.PLAN
    service.note_written(enrolment, kind, clock.now(), current_user.person.id)
    flash(_("Noted: you have written to %(name)s.", name=enrolment.person.name), "success")
    return redirect(url_for(".write", workshop_slug=workshop_slug, kind=kind.value), 303)


@bp.post("/profile/messages")
@requires(ACCOUNT_MANAGE)
def agree() -> ResponseReturnValue:
    """Keep whether this person wants to be written to."""
    person = current_user.person
    agree_to_messages(person, bool(AgreeForm().yes.data), clock.now(), person.id)
    flash(_("Saved."), "success")
    return redirect(url_for("people.profile"), 303)


@bp.get("/stop-messages/<stop_token>")
@requires(PUBLIC)
def ask_stop(stop_token: str) -> ResponseReturnValue:
    """Ask whether messages should stop; a mail program that follows links changes nothing."""
    person = person_of(stop_token)
    return render_template("messages/stop.html", stop_token=stop_token, person=person)


@bp.post("/stop-messages/<stop_token>")
@requires(PUBLIC)
def stop(stop_token: str) -> ResponseReturnValue:
    person = person_of(stop_token)
    agree_to_messages(person, False, clock.now(), person.id)
    return redirect(url_for(".ask_stop", stop_token=stop_token), 303)


def _page(form: MessageForm, custom: str = "") -> str:
    kind = form.kind.data or MessageKind.PLAN
    workshop = g.reach.workshop
    occasion, begun = queries.occasion_of(workshop, clock.now())
    recipients = queries.recipients_of(occasion, kind, begun)
    page = asked_page(len(recipients), PEOPLE_ON_A_PAGE)
    return render_template(
        "messages/write.html",
        kind=kind,
        kinds=texts.KIND_WORDS,
        text=form.text.data or texts.personal(kind, occasion),
        errors=form.text.errors,
        custom=custom,
        group=texts.for_group(kind, occasion, _entrance(kind)),
        lines=[_line(kind, occasion, each, custom) for each in page.of(recipients)],
        page=page,
        written=queries.written_in(workshop, kind),
        by_mail=sum(bool(r.person.email and r.person.may_be_written_to) for r in recipients),
        mails=mail.mails_in(workshop) if mail.is_configured() else None,
        obstacle_words=OBSTACLE_WORDS,
    )


def _line(
    kind: MessageKind, occasion: texts.MessageContext, recipient: Recipient, custom: str
) -> dict[str, Any]:
    """What the page shows of one person: a link to the chat, or why there is none."""
    person = recipient.person
    against = obstacle(person.phone, person.may_be_written_to)
    url = ""
    if against is None:
        with force_locale(_language(person.language)):
            url = chat_link(person.phone, _text(kind, occasion, recipient, custom))
    return {"recipient": recipient, "obstacle": against, "url": url}


def _text(
    kind: MessageKind, occasion: texts.MessageContext, recipient: Recipient, custom: str | None
) -> str:
    code = recipient.person.participant_code
    written = written_code(code) if code else None
    values = {
        "name": recipient.person.name,
        "link": _personal_link(kind, occasion, recipient, written),
        "list": shortened([item.title for item in recipient.items]),
        "code": written or "-",
    }
    return filled(custom or texts.personal(kind, occasion), values)


def _personal_link(
    kind: MessageKind, occasion: texts.MessageContext, recipient: Recipient, code: str | None
) -> str:
    """Where the message leads; who has to sign in first finds her code filled in."""
    if kind is MessageKind.CARD:
        return public_url("activation.card", code=code)
    first = next(iter(recipient.items), None)
    path = item_url(occasion.workshop.slug, first) if first else None
    return public_url("people.sign_in", code=code, next=path)


def _entrance(kind: MessageKind) -> str:
    return public_url("activation.card" if kind is MessageKind.CARD else "today.home")


def _language(chosen: str) -> str:
    return chosen if chosen in LANGUAGES else next(iter(LANGUAGES))
