"""The part of a form in which an organiser names who signs."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import StringField
from wtforms.validators import DataRequired

from lms.certificates.printed import Signatory
from lms.certificates.rules import MAX_SIGNATORIES
from lms.web.forms import Form, at_most, one_line_filter, put_errors


def text_field(label: str, most: int, missing: str = "", **more: Any) -> StringField:
    """One line of text, required if something is said of it `missing`."""
    required = [DataRequired(missing)] if missing else []
    return StringField(
        label, filters=[one_line_filter], validators=[*required, at_most(most)], **more
    )


class SignatoriesForm(Form):
    """Who signs: up to three, each with name, office and NIP."""

    name_1 = text_field(_("Name of signatory %(number)s", number=1), 120)
    office_1 = text_field(_("Office of signatory %(number)s", number=1), 120)
    nip_1 = text_field(_("NIP of signatory %(number)s", number=1), 40)
    name_2 = text_field(_("Name of signatory %(number)s", number=2), 120)
    office_2 = text_field(_("Office of signatory %(number)s", number=2), 120)
    nip_2 = text_field(_("NIP of signatory %(number)s", number=2), 40)
    name_3 = text_field(_("Name of signatory %(number)s", number=3), 120)
    office_3 = text_field(_("Office of signatory %(number)s", number=3), 120)
    nip_3 = text_field(_("NIP of signatory %(number)s", number=3), 40)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, and that nobody signs without a name or an office."""
        valid = bool(super().validate(extra_validators))
        for name, office, nip in self.signatory_fields():
            if not name.data and (office.data or nip.data) and not name.errors:
                put_errors(name, gettext("Write who signs."))
                valid = False
            if name.data and not office.data and not office.errors:
                put_errors(office, gettext("Write her office."))
                valid = False
        return valid

    @property
    def signatories(self) -> tuple[Signatory, ...]:
        """Who was named; call it when the form is valid."""
        return tuple(
            Signatory(name.data, office.data, nip.data or "")
            for name, office, nip in self.signatory_fields()
            if name.data
        )

    @staticmethod
    def values_of(signatories: Sequence[Signatory]) -> dict[str, str]:
        """What the fields hold where these sign."""
        return {
            f"{key}_{number}": value
            for number, one in enumerate(signatories, start=1)
            for key, value in (("name", one.name), ("office", one.office), ("nip", one.nip))
        }

    def signatory_fields(self) -> list[tuple[StringField, StringField, StringField]]:
        """Name, office and NIP of each who may sign, in order."""
        return [
            (self[f"name_{number}"], self[f"office_{number}"], self[f"nip_{number}"])
            for number in range(1, MAX_SIGNATORIES + 1)
        ]
