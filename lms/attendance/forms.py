"""Reading what is sent in: a register, the marks of a phone, a code, a reason."""

from collections.abc import Mapping
from datetime import datetime

from flask_babel import lazy_gettext
from flask_wtf.file import FileRequired, MultipleFileField
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Regexp

from lms.attendance.rules import Presence, RegisterChoice
from lms.attendance.service_writing import TimedChoice
from lms.errors import Invalid
from lms.language import gettext_noop as _
from lms.web.forms import Form, at_most, stripped
from lms.web.marks import INCOMPLETE, PhoneMark, read_phone_marks, row_number

SHOWN = "was-"
CHOSEN = "presence-"


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
            raise Invalid(INCOMPLETE)
        if not name.startswith(SHOWN):
            continue
        key = name.removeprefix(SHOWN)
        chosen = _presence(fields.get(f"{CHOSEN}{key}", "")) or rest
        if chosen is not None:
            is_rest = not fields.get(f"{CHOSEN}{key}")
            choices.append(RegisterChoice(row_number(key), _presence(value), chosen, is_rest))
    return choices


def read_marks(text: str, now: datetime) -> list[TimedChoice]:
    """The marks of a phone (`read_phone_marks`) as choices. Raises Invalid for anything else."""
    return [_timed(mark) for mark in read_phone_marks(text, now)]


def _timed(mark: PhoneMark) -> TimedChoice:
    shown, chosen = _presence(mark.shown), _presence(mark.chosen)
    choice = RegisterChoice(mark.row_id, shown, chosen, mark.is_rest)
    return TimedChoice(choice, mark.made_at, mark.client, mark.number)


def _presence(text: str) -> Presence | None:
    if not text:
        return None
    try:
        return Presence(text)
    except ValueError:
        raise Invalid(_("Choose one of the five kinds of attendance for each person.")) from None


class PhotosForm(Form):
    """Photos of a signed sheet, one or several."""

    photos = MultipleFileField(
        lazy_gettext("Photos"),
        validators=[FileRequired(lazy_gettext("Choose at least one photo."))],
    )
