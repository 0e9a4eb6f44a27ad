"""The forms of asking to be excused and of deciding."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired

from lms.attendance.rules import WORDS
from lms.excuses.rules import ExcuseKind
from lms.web.forms import Form, TicksField, at_most, enum_coerce, stripped

ACCEPT, DECLINE = "accept", "decline"


def _number(value: object) -> int | None:
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None


class ExcuseForm(Form):
    """Which meetings, why, and in her own words; the choices of `meetings` are set by the page."""

    meetings = TicksField(
        _("Which meetings?"),
        coerce=_number,
        validators=[DataRequired(_("Choose at least one meeting."))],
    )
    kind = RadioField(
        _("Why?"),
        choices=[SelectChoice(kind.value, _(WORDS[kind.presence])) for kind in ExcuseKind],
        coerce=enum_coerce(ExcuseKind),
        validators=[InputRequired(_("Choose excused or sick."))],
    )
    reason = TextAreaField(
        _("Reason"),
        [DataRequired(_("Say why, in a few words.")), at_most(500)],
        filters=[stripped],
    )
    photo = FileField(_("Photo"))


class DecisionForm(Form):
    """Accepting or declining, with a word to the participant."""

    decision = RadioField(
        choices=[SelectChoice(ACCEPT, ""), SelectChoice(DECLINE, "")],
        validators=[InputRequired(_("Choose: accept or decline."))],
    )
    answer = TextAreaField(_("A word to her"), [at_most(500)], filters=[stripped])
