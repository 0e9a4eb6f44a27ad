"""The form of who runs a workshop."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import EmailField, HiddenField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, ValidationError

from lms.people.contacts import MAX_LENGTHS, normalised_email
from lms.web.forms import Form, at_most, enum_coerce, one_line_filter, stripped
from lms.workshops.models import StaffRole
from lms.workshops.words import STAFF_WORDS


class StaffForm(Form):
    """Somebody to run the workshop; the name is needed only for a new person."""

    token = HiddenField()
    email = EmailField(
        _("Email"),
        filters=[stripped],
        validators=[DataRequired(_("Write the email.")), at_most(254)],
    )
    name = StringField(
        _("Name"),
        filters=[one_line_filter],
        validators=[at_most(MAX_LENGTHS["name"])],
        description=_("Only for somebody who is not in this program yet"),
    )
    role = RadioField(
        _("Task"),
        choices=[SelectChoice(role.value, _(words)) for role, words in STAFF_WORDS.items()],
        coerce=enum_coerce(StaffRole),
        default=StaffRole.TRAINER,
    )

    def validate_email(self, field: EmailField) -> None:
        """Accept what looks like an address."""
        if normalised_email(field.data) is None:
            raise ValidationError(gettext("This is no email address. Example: nama@example.org."))
