"""Forms of those who give time, and judge what came late."""

import secrets

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, IntegerField, SelectField
from wtforms.validators import AnyOf, InputRequired, Length, NumberRange, Optional

from lms.quizzes.reasons import reason_field
from lms.web.forms import Form

MINUTES_OFFERED = (5, 10, 15)
MAX_MINUTES = 240


class ExtraMinutesForm(Form):
    """Minutes for those who sit now: one tap. `idempotency_key` makes a repeat harmless."""

    minutes = IntegerField(validators=[AnyOf(MINUTES_OFFERED, _("Choose 5, 10 or 15 minutes."))])
    reason = reason_field()
    quiz = SelectField(_("For whom"), validators=[Optional()])
    idempotency_key = HiddenField(validators=[Length(min=8, max=32)])


class JudgeForm(Form):
    """Whether what a phone delivered late counts."""

    reason = reason_field()


class ExtraTimeForm(Form):
    """Standing extra time of one person, before a quiz begins."""

    who = SelectField(_("Participant"), coerce=int)
    quiz = SelectField(_("For"), validators=[Optional()])
    amount = IntegerField(
        _("How much"),
        [InputRequired(_("Write a number.")), NumberRange(1, MAX_MINUTES)],
    )
    unit = SelectField(_("Counted in"), choices=[])
    reason = reason_field()


def new_idempotency_key() -> str:
    """A name for a press of a button."""
    return secrets.token_urlsafe(12)
