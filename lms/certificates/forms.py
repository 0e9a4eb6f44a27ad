"""Forms of certificates."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, ValidationError

from lms.certificates.printed import Formalities, Signatory
from lms.certificates.rules import MAX_SIGNATORIES, MAX_TYPED, PROGRAM_CODE
from lms.web.forms import Form, at_most, one_line_filter, put_errors, stripped


def _text(label: str, most: int, missing: str = "", **more: Any) -> StringField:
    required = [DataRequired(missing)] if missing else []
    return StringField(
        label, filters=[one_line_filter], validators=[*required, at_most(most)], **more
    )


class SetupForm(Form):
    """What stands on all certificates of a program."""

    activity = _text(
        _("Name of the activity"),
        200,
        _("Write the name of the activity as it is to stand on the certificates."),
        description=_("For example Diklat Koperasi Go Digital"),
    )
    code = _text(
        _("Code in the numbers"),
        12,
        _("Write a code such as DKGD."),
        description=_("DKGD makes the number 001/DKGD/XI/2026"),
    )
    issued_in = _text(
        _("Place of issue"),
        80,
        _("Write the place that stands before the date."),
        description=_("For example Denpasar"),
    )
    name_1 = _text(_("Name of signatory %(number)s", number=1), 120, _("Write who signs."))
    office_1 = _text(_("Office of signatory %(number)s", number=1), 120, _("Write her office."))
    nip_1 = _text(_("NIP of signatory %(number)s", number=1), 40)
    name_2 = _text(_("Name of signatory %(number)s", number=2), 120)
    office_2 = _text(_("Office of signatory %(number)s", number=2), 120)
    nip_2 = _text(_("NIP of signatory %(number)s", number=2), 40)
    name_3 = _text(_("Name of signatory %(number)s", number=3), 120)
    office_3 = _text(_("Office of signatory %(number)s", number=3), 120)
    nip_3 = _text(_("NIP of signatory %(number)s", number=3), 40)

    def validate_code(self, field: StringField) -> None:
        """Accept letters, digits and dots; small letters are made large."""
        field.data = field.data.upper()
        if not PROGRAM_CODE.fullmatch(field.data):
            raise ValidationError(gettext("Use 2 to 12 letters, digits or dots, such as DKGD."))

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, and that nobody signs without a name or an office."""
        valid = bool(super().validate(extra_validators))
        for number in range(2, MAX_SIGNATORIES + 1):
            name, office, nip = self._signatory(number)
            if not name.data and (office.data or nip.data):
                put_errors(name, gettext("Write who signs."))
                valid = False
            if name.data and not office.data:
                put_errors(office, gettext("Write her office."))
                valid = False
        return valid

    @property
    def formalities(self) -> Formalities:
        """What was set; call it when the form is valid."""
        signatories = [
            Signatory(name.data, office.data, nip.data or "")
            for name, office, nip in map(self._signatory, range(1, MAX_SIGNATORIES + 1))
            if name.data
        ]
        return Formalities(
            self.code.data, self.activity.data, self.issued_in.data, tuple(signatories)
        )

    @classmethod
    def showing(cls, formalities: Formalities) -> "SetupForm":
        """The form as it is filled in already."""
        values = {
            f"{key}_{number}": value
            for number, one in enumerate(formalities.signatories, start=1)
            for key, value in (("name", one.name), ("office", one.office), ("nip", one.nip))
        }
        return cls(
            formdata=None,
            activity=formalities.activity,
            code=formalities.code,
            issued_in=formalities.issued_in,
            **values,
        )

    def signatory_fields(self) -> list[tuple[StringField, StringField, StringField]]:
        """Name, office and NIP of each who may sign, in order."""
        return [self._signatory(number) for number in range(1, MAX_SIGNATORIES + 1)]

    def _signatory(self, number: int) -> tuple[StringField, StringField, StringField]:
        return self[f"name_{number}"], self[f"office_{number}"], self[f"nip_{number}"]


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
