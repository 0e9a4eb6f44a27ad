"""What a person answers to news of her cards."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from lms import clock
from lms.access import requires
from lms.cards import service
from lms.cards.own.blueprint import bp
from lms.cards.queries_news import card_in
from lms.people.permissions import ACCOUNT_MANAGE


@bp.post("/known")
@requires(ACCOUNT_MANAGE)
def known() -> ResponseReturnValue:
    """Keep that she knows of the cards that were used."""
    service.settle_news(current_user.person, current_user.web_session.id, clock.now())
    return redirect(url_for("today.home"), 303)


@bp.post("/<int:card_id>/refuse")
@requires(ACCOUNT_MANAGE)
def refuse_own(card_id: int) -> ResponseReturnValue:
    """Make a card worth nothing that was made for her and that she did not ask for."""
    person = current_user.person
    service.refuse_card(card_in(person.id, card_id), now=clock.now(), actor_id=person.id)
    flash(_("This card is worth nothing now. Your PIN works as before."), "success")
    return redirect(url_for("today.home"), 303)
