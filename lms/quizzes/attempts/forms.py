"""What the pages of an attempt send besides the answer, and what a phone delivers late."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from wtforms import (
    HiddenField,
)
from wtforms.validators import Length

from lms.errors import Invalid
from lms.language import gettext_noop
from lms.quizzes.attempts import pages
from lms.quizzes.attempts.saves import Logged, QuestionPage
from lms.web.forms import Form

MAX_LOG_ENTRIES = 300
MAX_LAPSE = timedelta(days=30)
_NUMBER = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True)
class SaveKey:
    """Which page sends, and the how-manieth change on it; `page` None: not one of ours.

    `noted`: what cannot be read was told already.
    """

    client: str
    number: int
    page: QuestionPage | None
    noted: bool


def save_key_of(form: Mapping[str, str], attempt_id: int, position: int) -> SaveKey:
    """The key of a save; what no page of ours sends counts as a new page."""
    client, number = form.get("client", ""), form.get("save_number", "")
    page = pages.page_from(client, attempt_id, position)
    return SaveKey(
        page.client if page else pages.client_of(client),
        int(number) if _NUMBER.fullmatch(number) else 0,
        page,
        bool(form.get("noted")),
    )


class DeliveryForm(Form):
    """What a phone kept without a connection: `log` is JSON, `hand_in` whether that was pressed."""

    receipt = HiddenField(validators=[Length(min=4, max=16)])
    log = HiddenField()
    hand_in = HiddenField()

    def entries(self, attempt_id: int) -> list[Logged]:
        """The answers in the log. Raises Invalid if it is not one of our pages'."""
        try:
            found = json.loads(self.log.data or "[]")
            return [_logged(attempt_id, each) for each in found[:MAX_LOG_ENTRIES]]
        # Whatever else JSON can hold besides a log of ours.
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError):
            raise Invalid(
                gettext_noop("These answers cannot be read. Show them to your trainer.")
            ) from None


def _logged(attempt_id: int, entry: dict[str, Any]) -> Logged:
    position = int(entry["position"])
    page = pages.page_from(str(entry["client"]), attempt_id, position)
    if page is None:
        raise ValueError("not a page of ours")
    fields: dict[str, list[str]] = {}
    for name, value in entry["typed"]:
        fields.setdefault(str(name), []).append(str(value))
    return Logged(
        page=page,
        position=position,
        number=int(entry["number"]),
        fields=fields,
        steady=_lapse(entry["steady"]),
        wall=_lapse(entry["wall"]),
    )


def _lapse(milliseconds: float) -> timedelta:
    return max(-MAX_LAPSE, min(MAX_LAPSE, timedelta(milliseconds=float(milliseconds))))
