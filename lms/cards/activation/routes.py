"""From a card to being signed in: the two codes, then PIN and consent.

The QR code holds the codes behind a `#`, which a browser keeps to itself: they are in no log, no
Referer and no link preview. A GET writes nothing; only sending PIN and consent uses the card up.
"""

from functools import partial
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask import session as browser_session
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_login import current_user

from lms import clock
from lms.access import PUBLIC, requires
from lms.cards import consent, queries, service
from lms.cards.activation.blueprint import bp
from lms.cards.activation.forms import CardForm, PinForm
from lms.cards.queries import CardLookup
from lms.cards.rules import WORDS, CardFitness
from lms.database import db, reading
from lms.people import sessions, throttling
from lms.people.cards import is_active
from lms.people.models import ActivationCard, Person
from lms.people.permissions import ACCOUNT_MANAGE
from lms.people.pins import numbers_known_of, pin_problem
from lms.people.secrets import MAX_CODE_LENGTH, fingerprint, hash_secret, normalised_identity
from lms.people.service import agree_to_messages, authenticate
from lms.people.words import slowed_down
from lms.web.devices import device_token
from lms.web.forms import put_errors
from lms.web.onward import onward

SECONDS_TO_CHOOSE = 15 * 60
"""So long a card whose codes were right waits in the browser for the PIN."""


@bp.after_request
def _say_nothing_of_this_page(response: Response) -> Response:
    # An address that holds a participant code is told to nobody.
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@bp.get("/kartu")
@requires(PUBLIC)
def card() -> ResponseReturnValue:
    """Ask for the codes of a card; a scanned one is filled in by the browser."""
    code = request.args.get("code", "")[:MAX_CODE_LENGTH]
    return render_template("cards/activation/card.html", form=CardForm(formdata=None, code=code))


@bp.post("/kartu")
@requires(PUBLIC)
def check_card() -> ResponseReturnValue:
    """Look the card up, and go on to choosing a PIN."""
    form = CardForm()
    if not form.validate():
        return render_template("cards/activation/card.html", form=form), 422
    code, secret = (normalised_identity(one.data) for one in (form.code, form.secret))
    identity, address, now = f"card:{code}", request.remote_addr or "", clock.now()
    try:
        with reading():
            throttling.refuse_if_too_fast(identity, address, now)
            found = queries.card_of(code, secret, now)
            elsewhere = _better_page(found)
            kept = [found.card.id, int(now.timestamp())] if found.card else []
    except throttling.Throttled as throttled:
        page = partial(render_template, "cards/activation/card.html", form=form)
        return slowed_down(form.secret, throttled, page)
    if found.fitness is CardFitness.GOOD:
        browser_session["card"] = kept
        return redirect(url_for(".choose_pin"), 303)
    if elsewhere is not None:
        return elsewhere
    # Right codes of a card that is not good any more are no guess.
    if found.fitness is CardFitness.UNKNOWN:
        throttling.count_failure(identity, address, now)
    put_errors(form.secret, _(WORDS[found.fitness]))
    return render_template("cards/activation/card.html", form=form), 422


def _better_page(found: CardLookup) -> ResponseReturnValue | None:
    """Where to go with a card that is not good, if its holder can sign in or has."""
    if found.card is None or found.fitness is CardFitness.GOOD:
        return None
    person = found.card.person
    if current_user.is_authenticated and current_user.person.id == person.id:
        return redirect(url_for("today.home"), 303)
    if found.fitness is CardFitness.WAITS:
        return None
    return _sign_in_instead() if is_active(person) else None


def _sign_in_instead() -> ResponseReturnValue:
    flash(
        _(
            "This card cannot be used any more. Sign in with your participant code and your PIN. "
            "Forgot your PIN? Ask an assistant for a new card."
        ),
        "info",
    )
    next_page = onward("", clock.now()) or None
    return redirect(url_for("people.sign_in", next=next_page), 303)


@bp.get("/kartu/pin")
@requires(PUBLIC)
def choose_pin() -> ResponseReturnValue:
    found = _card_at_hand()
    if found.fitness is not CardFitness.GOOD or found.card is None:
        return _turned_away(found)
    return _page(found.card.person, PinForm(formdata=None))


@bp.post("/kartu/pin")
@requires(PUBLIC)
def activate() -> ResponseReturnValue:
    """Use the card: keep PIN and consent, and sign the participant in."""
    form = PinForm()
    valid = form.validate()
    now = clock.now()
    onward_or_home = onward(url_for("today.home"), now)
    with reading():
        found = _card_at_hand()
        good = found.fitness is CardFitness.GOOD and found.card is not None
        elsewhere = None if good else _turned_away(found)
        holder = found.card.person if found.card else None
        code = holder.participant_code if holder else None
        if good and holder:
            valid = _check_pin(form, holder) and valid
            if not valid:
                return _page(holder, form), 422
            # Hashing is slow, so it comes before the turn to write.
            hashed = hash_secret(form.pin.data)
    if elsewhere is not None:
        if valid and found.fitness is CardFitness.USED and _signs_in(code or "", form.pin.data):
            return redirect(onward_or_home, 303)
        return elsewhere
    card = db.session.get_one(ActivationCard, browser_session["card"][0])
    address, device = _where()
    staff_id = queries.staff_signed_in_with(fingerprint(device_token()), card.person_id)
    place = service.SignInPlace(_written(device, address), staff_id)
    person = service.activate_card(card, hashed, language=str(get_locale()), now=now, place=place)
    if form.messages.data:
        agree_to_messages(person, True, now, person.id)
    card.used_session_id = sessions.begin(person, device, address, now).id
    return redirect(onward_or_home, 303)


def _signs_in(code: str, pin: str) -> bool:
    """Whether this PIN is hers already, for the form was sent twice; she is in then."""
    try:
        return authenticate(code, pin, *_where(), fingerprint(device_token())) is not None
    except throttling.Throttled:
        return False


def _written(device: str, address: str) -> str:
    return ", ".join(filter(None, (device, address)))


def _where() -> tuple[str, str]:
    return request.remote_addr or "", sessions.device_name(request.user_agent.string)


def _check_pin(form: PinForm, holder: Person) -> bool:
    problem = pin_problem(form.pin.data or "", numbers_known_of(holder))
    if form.pin.data and problem:
        put_errors(form.pin, _(problem))
    return not problem


def _page(person: Person, form: PinForm) -> str:
    return render_template(
        "cards/activation/pin.html",
        form=form,
        person=person,
        somebody_else=current_user.is_authenticated and current_user.person.id != person.id,
        parts=consent.TEXT,
        contacts=consent.whom_to_ask(person),
    )


def _turned_away(found: CardLookup) -> ResponseReturnValue:
    """Answer where a card at hand is none, or not good any more."""
    if (elsewhere := _better_page(found)) is not None:
        return elsewhere
    if found.card is None:
        flash(_("Type the codes of your card first."), "info")
    else:
        flash(_(WORDS[found.fitness]), "warning")
    return redirect(url_for(".card"), 303)


def _card_at_hand() -> CardLookup:
    """The card whose codes were typed in this browser a short while ago."""
    kept: Any = browser_session.get("card")
    if not kept or int(clock.now().timestamp()) - kept[1] > SECONDS_TO_CHOOSE:
        return CardLookup(CardFitness.UNKNOWN)
    card = db.session.get(ActivationCard, kept[0])
    return queries.judged(card, clock.now()) if card else CardLookup(CardFitness.UNKNOWN)


@bp.get("/data-protection")
@requires(ACCOUNT_MANAGE)
def data_protection() -> ResponseReturnValue:
    """Show how data is used, and what this person agreed to and when."""
    return render_template(
        "cards/activation/data_protection.html",
        parts=consent.TEXT,
        contacts=consent.whom_to_ask(current_user.person),
        consents=consent.consents_of(current_user.person),
    )
