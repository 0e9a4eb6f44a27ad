"""Forms about people of a workshop."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import EmailField, HiddenField, StringField, TelField, TextAreaField
from wtforms.validators import DataRequired, ValidationError

from lms.enrolment.importing.reading import ParticipantRow
from lms.people.contacts import MAX_LENGTHS, normalised_email, normalised_phone, written_phone
from lms.web.forms import Form, at_most, one_line_filter, stripped
from lms.workshops.models import Enrolment


class OwnDataForm(Form):
    """What a person who keeps her own data may correct."""

    name = StringField(
        _("Name"),
        filters=[one_line_filter],
        validators=[DataRequired(_("Write the name.")), at_most(MAX_LENGTHS["name"])],
        description=_("With degrees, as it will stand on the certificate"),
    )
    phone = TelField(_("Phone"), filters=[stripped], validators=[at_most(40)])
    email = EmailField(_("Email"), filters=[stripped], validators=[at_most(254)])

    def validate_phone(self, field: TelField) -> None:
        """Accept every way of writing an Indonesian number."""
        if field.data and normalised_phone(field.data) is None:
            raise ValidationError(
                gettext("The phone number is not complete. Example: 0810 0000 0101.")
            )

    def validate_email(self, field: EmailField) -> None:
        """Accept what looks like an address."""
        if field.data and normalised_email(field.data) is None:
            raise ValidationError(gettext("This is no email address. Example: nama@example.org."))

    def contacts(self) -> dict[str, str]:
        """The values, normalised; call it when the form is valid."""
        return {
            "name": self.name.data,
            "phone": normalised_phone(self.phone.data or "") or "",
            "email": normalised_email(self.email.data or "") or "",
        }


class PersonForm(OwnDataForm):
    """What is kept about a participant. `token` makes a repeated submit harmless."""

    token = HiddenField()
    position = StringField(
        _("Position"), filters=[one_line_filter], validators=[at_most(MAX_LENGTHS["position"])]
    )
    cooperative = StringField(
        _("Cooperative"),
        filters=[one_line_filter],
        validators=[at_most(MAX_LENGTHS["cooperative"])],
    )

    @classmethod
    def showing(cls, enrolment: Enrolment) -> "PersonForm":
        """The form filled with what is kept now."""
        person = enrolment.person
        return cls(
            formdata=None,
            name=person.name,
            position=person.position,
            cooperative=person.cooperative.name if person.cooperative else "",
            phone=written_phone(person.phone),
            email=person.email or "",
        )

    def row(self) -> ParticipantRow:
        """The person as a row to be enrolled; call it when the form is valid."""
        contacts = self.contacts()
        return ParticipantRow(
            line=1,
            position=self.position.data or "",
            cooperative=self.cooperative.data or "",
            name=contacts["name"],
            phone=contacts["phone"],
            email=contacts["email"],
        )

    def values(self) -> dict[str, str]:
        """The values, normalised; call it when the form is valid."""
        row = self.row()
        names = ("name", "position", "cooperative", "phone", "email")
        return {name: getattr(row, name) for name in names}


class WithdrawForm(Form):
    """Why a participant leaves."""

    reason = TextAreaField(
        _("Reason"),
        filters=[stripped],
        validators=[DataRequired(_("Write the reason in a few words.")), at_most(500)],
    )
