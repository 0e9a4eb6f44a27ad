"""Forms of using a card."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, PasswordField, StringField
from wtforms.validators import DataRequired, EqualTo

from lms.people.secrets import MAX_SECRET_LENGTH
from lms.web.forms import Form, at_most, stripped


class CardForm(Form):
    """The two codes of a card, as typed or as scanned."""

    code = StringField(
        _("Participant code"),
        filters=[stripped],
        validators=[DataRequired(_("Type the participant code of your card.")), at_most(40)],
    )
    secret = StringField(
        _("One-time code"),
        filters=[stripped],
        validators=[DataRequired(_("Type the one-time code of your card.")), at_most(40)],
    )


class PinForm(Form):
    """The PIN a participant chooses, and her consent."""

    pin = PasswordField(
        _("New PIN"),
        description=_("Six digits that only you know"),
        validators=[DataRequired(_("Choose a PIN of six digits.")), at_most(MAX_SECRET_LENGTH)],
    )
    again = PasswordField(
        _("The same PIN again"),
        validators=[
            DataRequired(_("Type the same PIN once more.")),
            EqualTo("pin", _("The two do not match. Type the PIN twice.")),
        ],
    )
    agree = BooleanField(
        _("I have read this and agree"),
        validators=[DataRequired(_("Without your consent the card cannot be activated."))],
    )
    messages = BooleanField(_("I may be written to by WhatsApp and email about my workshop"))
