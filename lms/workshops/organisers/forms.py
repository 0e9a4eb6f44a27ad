"""The form that asks somebody to organise a program."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import EmailField
from wtforms.validators import DataRequired, ValidationError

from lms.people.contacts import normalised_email
from lms.web.forms import Form, at_most, stripped


class OrganiserForm(Form):
    """With which email she signs in."""

    email = EmailField(
        _("Email"),
        filters=[stripped],
        validators=[DataRequired(_("Write the email.")), at_most(254)],
    )

    def validate_email(self, field: EmailField) -> None:
        """Accept what looks like an address."""
        if normalised_email(field.data) is None:
            raise ValidationError(gettext("This is no email address. Example: nama@example.org."))
