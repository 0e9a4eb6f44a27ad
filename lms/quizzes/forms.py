"""What the pages of a quiz send besides the answer, and the forms of those who give time."""

import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _
from wtforms import (
    DateTimeLocalField,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
)
from wtforms.validators import AnyOf, DataRequired, InputRequired, Length, NumberRange, Optional

from lms.errors import Invalid
from lms.language import mark
from lms.quizzes import pages
from lms.quizzes.rules_window import Override
from lms.quizzes.saves import Logged, Page
from lms.web.forms import Form, at_most, stripped

TAPS = (5, 10, 15)
MOST_MINUTES = 240
MOST_PERCENT = 200
MOST_ATTEMPTS = 20
LONGEST_LOG = 300
LONGEST_LAPSE = timedelta(days=30)
_NUMBER = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True)
class SaveMark:
    """Which page sends, and the how-manieth change on it; `page` None: not one of ours.

    `noted`: what cannot be read was told already.
    """

    client: str
    number: int
    page: Page | None
    noted: bool


def mark_of(form: Mapping[str, str], attempt_id: int, position: int) -> SaveMark:
    """Return the mark of a save; what no page of ours sends counts as a new page."""
    client, number = form.get("client", ""), form.get("save_number", "")
    page = pages.page_from(client, attempt_id, position)
    return SaveMark(
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
        """Return the answers in the log. Raises Invalid if it is not one of our pages'."""
        try:
            found = json.loads(self.log.data or "[]")
            return [_logged(attempt_id, each) for each in found[:LONGEST_LOG]]
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError):
            raise Invalid(
                mark("These answers cannot be read. Show them to your trainer.")
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
    return max(-LONGEST_LAPSE, min(LONGEST_LAPSE, timedelta(milliseconds=float(milliseconds))))


def _reason() -> StringField:
    return StringField(
        _("Reason"),
        [DataRequired(_("Say why, in a few words.")), at_most(500)],
        filters=[stripped],
    )


class TapForm(Form):
    """Minutes for those who sit now: one tap. `tap` makes a repeat harmless."""

    minutes = IntegerField(validators=[AnyOf(TAPS, _("Choose 5, 10 or 15 minutes."))])
    reason = _reason()
    quiz = SelectField(_("For whom"), validators=[Optional()])
    tap = HiddenField(validators=[Length(min=8, max=32)])


class JudgeForm(Form):
    """Whether what a phone delivered late counts."""

    reason = _reason()


class ExtraTimeForm(Form):
    """Standing extra time of one person, before a quiz begins."""

    who = SelectField(_("Participant"), coerce=int)
    quiz = SelectField(_("For"), validators=[Optional()])
    amount = IntegerField(
        _("How much"),
        [InputRequired(_("Write a number.")), NumberRange(1, MOST_MINUTES)],
    )
    unit = SelectField(_("Counted in"), choices=[])
    reason = _reason()


_TIMES = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d-%m-%Y %H.%M", "%d-%m-%Y %H:%M"]


def _instant(label: str, description: str) -> DateTimeLocalField:
    return DateTimeLocalField(
        label,
        [Optional()],
        format=_TIMES,
        description=description,
        invalid_value_message=_("Write a date and a time such as 25-11-2026 14.30."),
    )


class OverrideForm(Form):
    """Other times or more attempts at one quiz, on the clocks of the workshop; `who` 0: for all."""

    who = SelectField(_("For whom"), coerce=int)
    opens = _instant(_("Opens"), _("Leave it empty to keep the time of the course."))
    closes = _instant(_("Closes"), _("Leave it empty to keep the time of the course."))
    attempts = IntegerField(
        _("Attempts in all"),
        [Optional(), NumberRange(1, MOST_ATTEMPTS, _("Write a whole number from 1 to 20."))],
        description=_("Leave it empty to keep the number of the course."),
        invalid_value_message=_("Write a whole number from 1 to 20."),
    )
    reason = _reason()

    def wanted(self, zone: ZoneInfo) -> Override:
        """Return what is asked for; call it when the form is valid."""
        return Override(
            _aware(self.opens.data, zone), _aware(self.closes.data, zone), self.attempts.data
        )


def _aware(local: datetime | None, zone: ZoneInfo) -> datetime | None:
    return local.replace(tzinfo=zone).astimezone(UTC) if local else None


def draw_tap() -> str:
    """Return a name for a press of a button."""
    return secrets.token_urlsafe(12)
