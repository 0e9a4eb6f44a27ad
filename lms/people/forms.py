"""Forms of signing in and of one's own account."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, PasswordField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, EqualTo, InputRequired, Length, Regexp

from lms.people.models import Standing
from lms.people.secrets import MAX_SECRET_LENGTH
from lms.people.words import STANDING_WORDS
from lms.web.forms import Form, TokenForm, at_most, enum_coerce, stripped
from lms.web.languages import LANGUAGES


class SignInForm(Form):
    """Participant code or email, PIN or password; `kept` is what was typed before signing in."""

    identity = StringField(
        _("Participant code or email"),
        filters=[stripped],
        validators=[DataRequired(_("Type your participant code or your email.")), at_most(254)],
    )
    secret = PasswordField(
        _("PIN or password"),
        validators=[DataRequired(_("Type your PIN or password.")), at_most(MAX_SECRET_LENGTH)],
    )
    next = HiddenField()
    kept = HiddenField()


class ProvingForm(Form):
    """The PIN or password once more."""

    current = PasswordField(
        _("Your PIN or password now"),
        validators=[DataRequired(_("Type the PIN or password you use now."))],
    )


class DevicesForm(ProvingForm):
    """Which device is signed out; ALL is every one, this one as well."""

    ALL = 0
    which = RadioField(_("Which device?"), coerce=int, validators=[InputRequired(_("Choose one."))])


class SecretForm(ProvingForm):
    """Change one's PIN or password."""

    new = PasswordField(
        _("New PIN or password"),
        validators=[
            DataRequired(_("Type the new PIN or password.")),
            Length(max=MAX_SECRET_LENGTH, message=_("Use at most %(max)d characters.")),
        ],
    )
    again = PasswordField(
        _("The new one again"),
        validators=[EqualTo("new", _("The two do not match. Type the new one twice."))],
    )


class StandingForm(Form):
    """What a person may do outside workshops."""

    standing = SelectField(
        _("Role"),
        choices=[SelectChoice(key.value, word) for key, word in STANDING_WORDS.items()],
        coerce=enum_coerce(Standing),
        validators=[InputRequired(_("Choose a role."))],
    )


class ColleagueForm(TokenForm, StandingForm):
    """Somebody who signs in by email."""

    name = StringField(
        _("Name"), filters=[stripped], validators=[DataRequired(_("Write the name.")), at_most(120)]
    )
    email = StringField(
        _("Email"),
        filters=[stripped],
        validators=[
            DataRequired(_("Write the email address.")),
            Regexp(r"[^@\s]+@[^@\s]+\.[^@\s]+$", message=_("Write it like name@example.org.")),
            at_most(254),
        ],
    )


class LanguageForm(Form):
    """Choose the language of the interface."""

    language = SelectField(
        _("Language"), choices=[SelectChoice(value, label) for value, label in LANGUAGES.items()]
    )
    next = HiddenField()
