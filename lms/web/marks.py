"""Reading the taps that an open list on a phone made and kept until it could send them."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from lms.errors import Invalid
from lms.language import gettext_noop as _

MAX_ID_LENGTH = 12
MAX_MARKS = 1000
MAX_CLIENT_LENGTH = 36
OLDEST_MARK = timedelta(days=2)
INCOMPLETE = _("This list is incomplete. Load the page again and repeat it.")


@dataclass(frozen=True)
class PhoneMark:
    """One tap: what the list showed for a row and what was chosen there; "" is nothing.

    `is_rest`: it is one of a button for all without a choice. `is_undo`: it takes back a tap of
    the same page. It is the page's (`client`) tap of that `number`.
    """

    row_id: int
    shown: str
    chosen: str
    made_at: datetime
    client: str
    number: int
    is_rest: bool = False
    is_undo: bool = False


def read_phone_marks(text: str, now: datetime) -> list[PhoneMark]:
    """The marks that a phone kept and sends now, in the order in which they were made.

    A JSON list of objects: `id` of the row, what was `shown` and `chosen`, seconds `ago`, its
    `number` on the page `client`, `rest` and `undo`. Raises Invalid for anything else.
    """
    try:
        found: Any = json.loads(text)
        if not isinstance(found, list) or len(found) > MAX_MARKS:
            raise ValueError
        return [_mark(each, now) for each in found]
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        raise Invalid(INCOMPLETE) from None


def _mark(fields: dict[str, Any], now: datetime) -> PhoneMark:
    client, number = fields["client"], fields["number"]
    if not isinstance(client, str) or not 0 < len(client) <= MAX_CLIENT_LENGTH or "\0" in client:
        raise ValueError
    if not isinstance(number, int) or not 0 <= number < 2**31:
        raise ValueError
    ago = timedelta(seconds=max(0, int(fields["ago"])))
    return PhoneMark(
        row_number(str(fields["id"])),
        str(fields["shown"] or ""),
        str(fields["chosen"] or ""),
        # Seconds since the tap, for the phone's own clock may be set to anything.
        now - min(ago, OLDEST_MARK),
        client,
        number,
        is_rest=fields.get("rest") is True,
        is_undo=fields.get("undo") is True,
    )


def row_number(text: str) -> int:
    """The id of a row as a form names it. Raises Invalid for anything else."""
    if not (text.isascii() and text.isdigit() and len(text) <= MAX_ID_LENGTH):
        raise Invalid(INCOMPLETE)
    return int(text)
