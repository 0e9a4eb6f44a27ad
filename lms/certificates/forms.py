"""Forms of certificates."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, ValidationError

from lms.certificates.printed import Formalities
from lms.certificates.rules import MAX_TYPED, PROGRAM_CODE
from lms.certificates.signatories import SignatoriesForm, text_field
from lms.web.forms import Form, at_most, stripped


class SetupForm(SignatoriesForm):
    """What stands on all certificates of a program."""

    activity = text_field(
        _("Name of the activity"),
        200,
        _("Write the name of the activity as it is to stand on the certificates."),
        description=_("For example Diklat Koperasi Go Digital"),
    )
    code = text_field(
        _("Code in the numbers"),
        12,
        _("Write a code such as DKGD."),
        description=_("DKGD makes the number 001/DKGD/XI/2026"),
    )
    issued_in = text_field(
        _("Place of issue"),
        80,
        _("Write the place that stands before the date."),
        description=_("For example Denpasar"),
    )
    name_1 = text_field(_("Name of signatory %(number)s", number=1), 120, _("Write who signs."))
    office_1 = text_field(
        _("Office of signatory %(number)s", number=1), 120, _("Write her office.")
    )

    def validate_code(self, field: StringField) -> None:
        """Accept letters, digits and dots; small letters are made large."""
        field.data = field.data.upper()
        if not PROGRAM_CODE.fullmatch(field.data):
            raise ValidationError(gettext("Use 2 to 12 letters, digits or dots, such as DKGD."))

    @property
    def formalities(self) -> Formalities:
        """What was set; call it when the form is valid."""
        return Formalities(
            self.code.data, self.activity.data, self.issued_in.data, self.signatories
        )

    @classmethod
    def showing(cls, formalities: Formalities) -> "SetupForm":
        """The form as it is filled in already."""
        return cls(
            formdata=None,
            activity=formalities.activity,
            code=formalities.code,
            issued_in=formalities.issued_in,
            **cls.values_of(formalities.signatories),
        )


class CertificateReasonForm(Form):
    """Why a certificate is issued anew or revoked."""

    reason = TextAreaField(
        _("Reason"),
        filters=[stripped],
        validators=[
            DataRequired(_("Write a reason; it is kept with the certificate.")),
            at_most(500),
        ],
    )


class VerifyForm(Form):
    """The verification code of a certificate, typed by anybody."""

    code = StringField(
        _("Verification code"),
        filters=[stripped],
        validators=[DataRequired(_("Type the code below the QR code.")), at_most(MAX_TYPED)],
    )
