"""Making cards: for many people on paper, for one on the screen beside her."""

from dataclasses import dataclass

from flask import Response, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from lms import clock
from lms.access import open_when_closed, open_when_lent, requires
from lms.cards import queries, service
from lms.cards.blueprint import bp
from lms.cards.permissions import CARD_ISSUE
from lms.cards.printing import card_sheet, link_of
from lms.cards.queries import CardHolder
from lms.cards.queries_news import card_in
from lms.cards.rules import WAIT
from lms.database import commit_now, reading
from lms.people import sessions
from lms.people.cards import CARD_WORDS, CardState
from lms.people.first_secrets import checked_token
from lms.people.secrets import draw_token
from lms.web.addresses import opens_only_here, public_url
from lms.web.forms import TokenForm
from lms.web.paging import asked_page
from lms.web.pdf import pdf_answer, qr_data_uri
from lms.workshops import handouts
from lms.workshops.models import Enrolment, Handout
from lms.workshops.queries import enrolment_in
from lms.workshops.taking import note_taken

CARDS_IN_A_TURN = 500  # made before others write
CARDS_IN_A_FILE = 504  # 63 pages of eight, which take two seconds; more are several files


@dataclass(frozen=True)
class Selection:
    """Who is to have a card: `at_once` those without one, `replaced` those who lose something."""

    at_once: list[CardHolder]
    replaced: list[CardHolder]


@bp.get("/w/<workshop_slug>/people/cards")
@requires(CARD_ISSUE)
def choose(workshop_slug: str) -> ResponseReturnValue:
    """Ask for whom cards are to be printed; who has none yet is chosen."""
    holders = queries.holders_in(g.reach.workshop, clock.now())
    return render_template(
        "cards/choose.html",
        groups=[(state, [h for h in holders if h.state is state]) for state in CardState],
        card_words=CARD_WORDS,
        token=draw_token(),
        only_here=opens_only_here(public_url("activation.card")),
    )


@bp.post("/w/<workshop_slug>/people/cards")
@open_when_closed
@open_when_lent
@requires(CARD_ISSUE)
def make(workshop_slug: str) -> ResponseReturnValue:
    """Make cards; asks first where somebody has a card or a PIN already."""
    token = checked_token(request.form.get("token"))
    shown = redirect(url_for(".made", workshop_slug=workshop_slug, token=token), 303)
    with reading(expire=False):
        if handouts.handout_of(g.reach.workshop, token, current_user.person.id, clock.now()):
            return shown  # the same press, sent twice
        chosen = _selection()
    if not chosen.at_once and not chosen.replaced:
        flash(_("Choose at least one person."), "warning")
        return redirect(url_for(".choose", workshop_slug=workshop_slug), 303)
    answer = request.form.get("replace")
    if chosen.replaced and answer not in {"yes", "no"}:
        return render_template(
            "cards/confirm.html", chosen=chosen, token=token, card_words=CARD_WORDS
        )
    holders = [*chosen.at_once, *(chosen.replaced if answer == "yes" else [])]
    _issue([holder.enrolment for holder in holders], token)
    return shown


def _selection() -> Selection:
    wanted = set(request.form.getlist("enrolment"))
    holders = queries.holders_in(g.reach.workshop, clock.now())
    chosen = [holder for holder in holders if str(holder.enrolment.id) in wanted]
    missing = [holder for holder in chosen if holder.state is CardState.MISSING]
    return Selection(missing, [holder for holder in chosen if holder not in missing])


def _issue(enrolments: list[Enrolment], token: str) -> None:
    """Make cards under `token`, unless that was done: a repeated submit."""
    now, actor_id = clock.now(), current_user.person.id
    handout = handouts.begin_handout(g.reach.workshop, token, now, actor_id)
    if handout is None:
        return
    device = sessions.device_name(request.user_agent.string)
    made_on = ", ".join(filter(None, (device, request.remote_addr)))
    for first in range(0, len(enrolments), CARDS_IN_A_TURN):
        if first:
            commit_now(go_on=True)
        turn = enrolments[first : first + CARDS_IN_A_TURN]
        service.issue(turn, token, now=now, actor_id=actor_id, made_on=made_on)
        handout.person_ids = [*handout.person_ids, *(each.person_id for each in turn)]


@bp.get("/w/<workshop_slug>/people/<int:enrolment_id>/card")
@requires(CARD_ISSUE)
def ask(workshop_slug: str, enrolment_id: int) -> ResponseReturnValue:
    """Ask whether a participant is to have a new card."""
    enrolment = enrolment_in(g.reach.workshop, enrolment_id)
    service.check_may_have_card(enrolment)
    form = TokenForm(formdata=None, token=draw_token())
    state = queries.state_of(enrolment.person, clock.now())
    return render_template(
        "cards/ask.html",
        enrolment=enrolment,
        form=form,
        state=state,
        waits=service.would_wait(enrolment.person, current_user.person),
        wait_days=WAIT.days,
    )


@bp.post("/w/<workshop_slug>/people/<int:enrolment_id>/card")
@open_when_closed
@open_when_lent
@requires(CARD_ISSUE)
def make_one(workshop_slug: str, enrolment_id: int) -> ResponseReturnValue:
    """Make a new card for a participant and show it."""
    token = checked_token(TokenForm().token.data)
    enrolment = enrolment_in(g.reach.workshop, enrolment_id)
    service.check_may_have_card(enrolment)
    _issue([enrolment], token)
    return redirect(url_for(".made", workshop_slug=workshop_slug, token=token), 303)


@bp.post("/w/<workshop_slug>/people/<int:enrolment_id>/card/<int:card_id>/refuse")
@open_when_closed
@open_when_lent
@requires(CARD_ISSUE)
def refuse(workshop_slug: str, enrolment_id: int, card_id: int) -> ResponseReturnValue:
    """Refuse a card that another program made for a participant of this one."""
    enrolment = enrolment_in(g.reach.workshop, enrolment_id)
    card = card_in(enrolment.person_id, card_id)
    service.refuse_card(card, now=clock.now(), actor_id=current_user.person.id)
    flash(_("This card is worth nothing now. Her PIN works as before."), "success")
    return redirect(url_for("today.home"), 303)


@bp.get("/w/<workshop_slug>/people/cards/<token>")
@requires(CARD_ISSUE)
def made(workshop_slug: str, token: str) -> ResponseReturnValue:
    """Show cards just made, to the one who made them, for a short time."""
    handout = _handout(token)
    cards = queries.cards_under(handout, clock.now())
    page = asked_page(len(cards), CARDS_IN_A_FILE)
    only = cards[0] if len(cards) == 1 else None
    return render_template(
        "cards/made.html",
        cards=page.of(cards),
        page=page,
        qr=qr_data_uri(link_of(only)) if only else None,
        token=token,
        until=handout.made_at + handouts.SHOWN_FOR,
        address=public_url("activation.card"),
        only_here=opens_only_here(public_url("activation.card")),
    )


@bp.post("/w/<workshop_slug>/people/cards/<token>/cards.pdf")
@open_when_closed
@open_when_lent
@requires(CARD_ISSUE)
def sheet(workshop_slug: str, token: str) -> Response:
    """Hand out cards just made as a PDF, eight to a page: those that stand on a page together."""
    with reading(expire=False):
        handout = _handout(token)
        made = queries.cards_under(handout, clock.now())
        cards = asked_page(len(made), CARDS_IN_A_FILE).of(made)
        pdf = card_sheet(g.reach.workshop, cards, handout.made_at)
    note_taken("cards", g.reach.workshop, len(cards))
    return pdf_answer(pdf, f"kartu-{workshop_slug}.pdf")


@bp.post("/w/<workshop_slug>/people/cards/<token>")
@open_when_closed
@open_when_lent
@requires(CARD_ISSUE)
def close(workshop_slug: str, token: str) -> ResponseReturnValue:
    found = handouts.handout_of(g.reach.workshop, token, current_user.person.id, clock.now())
    if found is not None:
        handouts.forget(found)
    return redirect(url_for("enrolment.people", workshop_slug=workshop_slug), 303)


def _handout(token: str) -> Handout:
    return handouts.handout_in(g.reach.workshop, token, current_user.person.id, clock.now())
