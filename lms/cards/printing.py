"""Cards on paper: eight to a page of A4, to be cut."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from lms.cards.queries import PrintedCard
from lms.people.secrets import written_code
from lms.web.addresses import public_url
from lms.web.languages import date_time, short_date
from lms.web.pdf import rendered
from lms.workshops.models import Workshop


def link_of(card: PrintedCard) -> str:
    """The address in the QR code; what follows `#` stays in the browser."""
    return f"{public_url('activation.card')}#{card.code}.{card.secret}"


def card_sheet(workshop: Workshop, cards: Sequence[PrintedCard], made_at: datetime) -> bytes:
    """The PDF of these cards. Takes some 10 ms a page."""
    number = _("Workshop %(number)s", number=workshop.number)
    address = public_url("activation.card").split("://")[-1]
    data = {
        "title": f"{_('Activation cards')} · {workshop.program.title}, {number}",
        "workshop": f"{workshop.program.title} · {number}",
        "words": {
            "code": _("Participant code"),
            "secret": _("One-time code"),
            "scan": _("Scan the QR code with your phone. Or open"),
            "type": _("and type both codes."),
            "choose": _("Choose a PIN of six digits. From then on you sign in with code and PIN."),
            "qr": _("QR code that opens the activation of this card"),
            "nobody": _("There is no card to print."),
        },
        "address": address,
        "cards": [_shown(card, workshop) for card in cards],
    }
    return rendered("cards.typ", data, made_at)


def _shown(card: PrintedCard, workshop: Workshop) -> dict[str, Any]:
    person = card.person
    return {
        "name": person.name,
        "cooperative": person.cooperative.name if person.cooperative else "",
        "code": written_code(card.code),
        "secret": written_code(card.secret),
        "qr_code": link_of(card),
        "until": _valid(card, workshop),
    }


def _valid(card: PrintedCard, workshop: Workshop) -> str:
    until = short_date(card.expires_at, workshop.zone)
    if card.waits_until is None:
        return str(_("Valid until %(day)s", day=until))
    since = date_time(card.waits_until, workshop.zone)
    return str(_("Valid from %(since)s until %(day)s", since=since, day=until))
