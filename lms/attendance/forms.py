"""Reading what is sent in: a register, the marks of a phone, a code, a reason."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext
from flask_wtf.file import FileRequired, MultipleFileField
from werkzeug.datastructures import FileStorage
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Regexp

from lms.attendance.rules import Presence, RegisterChoice
from lms.attendance.service import TimedChoice
from lms.errors import Invalid
from lms.language import gettext_noop as _
from lms.web.forms import Form, at_most, stripped

SHOWN = "was-"
CHOSEN = "presence-"
MAX_ID_LENGTH = 12
MAX_MARKS = 1000
MAX_CLIENT_LENGTH = 36
OLDEST_MARK = timedelta(days=2)
_INCOMPLETE = _("This register is incomplete. Load the page again and repeat it.")


class CodeForm(Form):
    """The six digits on the screen, however they are spaced."""

    code = StringField(
        lazy_gettext("Code on the screen"),
        filters=[stripped],
        validators=[
            DataRequired(lazy_gettext("Type the six digits that are on the screen.")),
            Regexp(
                r"^[\s.-]*([0-9][\s.-]*){6}$",
                message=lazy_gettext("The code has six digits. Type them again."),
            ),
        ],
        render_kw={"inputmode": "numeric", "autocomplete": "off", "maxlength": "12"},
    )


class CancelForm(Form):
    """Why a meeting is cancelled; participants read it."""

    reason = TextAreaField(
        lazy_gettext("Reason"),
        filters=[stripped],
        validators=[
            DataRequired(lazy_gettext("Say why. The participants read it.")),
            at_most(500),
        ],
    )


def read_register(fields: Mapping[str, str]) -> list[RegisterChoice]:
    """The choices in the fields of a register.

    Each person has a hidden `was-<enrolment id>` and a `presence-<enrolment id>`; with the field
    `rest` everybody without a choice gets that presence. Raises Invalid for anything else.
    """
    rest = _presence(fields.get("rest", ""))
    choices = []
    for name, value in fields.items():
        if name.startswith(CHOSEN) and f"{SHOWN}{name.removeprefix(CHOSEN)}" not in fields:
            raise Invalid(_INCOMPLETE)
        if not name.startswith(SHOWN):
            continue
        key = name.removeprefix(SHOWN)
        chosen = _presence(fields.get(f"{CHOSEN}{key}", "")) or rest
        if chosen is not None:
            is_rest = not fields.get(f"{CHOSEN}{key}")
            choices.append(RegisterChoice(_number(key), _presence(value), chosen, is_rest))
    return choices


def read_marks(text: str, now: datetime) -> list[TimedChoice]:
    """The marks that a phone kept and sends now, in the order in which they were made.

    A JSON list of objects: `id` of the enrolment, what was `shown` and `chosen` ("" is open),
    `rest` for one of "all present", seconds `ago`, and its `number` on the page `client`. Raises
    Invalid for anything else.
    """
    try:
        found: Any = json.loads(text)
        if not isinstance(found, list) or len(found) > MAX_MARKS:
            raise ValueError
        return [_mark(each, now) for each in found]
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        raise Invalid(_INCOMPLETE) from None


def _mark(fields: dict[str, Any], now: datetime) -> TimedChoice:
    client, number = fields["client"], fields["number"]
    if not isinstance(client, str) or not 0 < len(client) <= MAX_CLIENT_LENGTH or "\0" in client:
        raise ValueError
    if not isinstance(number, int) or not 0 <= number < 2**31:
        raise ValueError
    ago = timedelta(seconds=max(0, int(fields["ago"])))
    shown, chosen = (Presence(fields[key]) if fields[key] else None for key in ("shown", "chosen"))
    choice = RegisterChoice(_number(str(fields["id"])), shown, chosen, fields.get("rest") is True)
    # Seconds since the tap, for the phone's own clock may be set to anything.
    return TimedChoice(choice, now - min(ago, OLDEST_MARK), client, number)


def _presence(text: str) -> Presence | None:
    if not text:
        return None
    try:
        return Presence(text)
    except ValueError:
        raise Invalid(_("Choose one of the five kinds of attendance for each person.")) from None


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= MAX_ID_LENGTH):
        raise Invalid(_INCOMPLETE)
    return int(text)


class PhotosForm(Form):
    """Photos of a signed sheet, one or several."""

    photos = MultipleFileField(
        lazy_gettext("Photos"),
        validators=[FileRequired(lazy_gettext("Choose at least one photo."))],
    )

    @property
    def sent(self) -> list[FileStorage]:
        """The files that were chosen."""
        return [one for one in self.photos.data or [] if one and one.filename]
