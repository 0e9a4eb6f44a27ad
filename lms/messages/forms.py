"""The forms of writing to people."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from lms.messages.rules import MAX_TEXT_LENGTH, MessageKind
from lms.web.forms import Form, at_most, enum_coerce, stripped


class MessageForm(Form):
    """Which message, and its text if it was changed; an empty text is the ready one."""

    kind = SelectField(
        choices=[SelectChoice(kind.value, kind.value) for kind in MessageKind],
        coerce=enum_coerce(MessageKind),
        default=MessageKind.PLAN,
    )
    text = TextAreaField(
        _("Change the text"), [Optional(), at_most(MAX_TEXT_LENGTH)], filters=[stripped]
    )


class AgreeForm(Form):
    """Whether somebody may be written to."""

    yes = BooleanField(_("I may be written to by WhatsApp and email about my workshop"))
