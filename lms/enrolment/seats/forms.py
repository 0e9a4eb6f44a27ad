"""Forms about seats and the waiting list."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import (
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Optional, ValidationError

from lms.people.contacts import MAX_LENGTHS, normalised_phone
from lms.web.forms import Form, at_most, one_line_filter, put_errors, stripped

SEAT, MOVE, REMOVE = "seat", "move", "remove"
_NO_PLACE = _("Write the place as a number; 1 is the next.")


def reason_field() -> TextAreaField:
    return TextAreaField(
        _("Reason"),
        filters=[stripped],
        validators=[DataRequired(_("Write the reason in a few words.")), at_most(500)],
    )


class MergeForm(Form):
    """Which other person is the same human."""

    other = StringField(
        _("Participant code or email of the other one"), [at_most(254)], filters=[stripped]
    )


class WaitingForm(Form):
    """What is to become of one who waits, and why. `place` is only for moving."""

    do = RadioField(
        _("What is to happen?"),
        choices=[
            SelectChoice(SEAT, _("Give a seat now")),
            SelectChoice(MOVE, _("Move to another place on the list")),
            SelectChoice(REMOVE, _("Take off the list")),
        ],
        validators=[DataRequired(_("Choose one."))],
    )
    place = IntegerField(
        _("New place on the list"),
        validators=[Optional()],
        description=_("1 is the next to get a seat. Only if you move the person."),
        invalid_value_message=_NO_PLACE,
    )
    reason = reason_field()

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field; a place is needed to move somebody."""
        valid = bool(super().validate(extra_validators))
        if self.do.data == MOVE and not self.place.errors and (self.place.data or 0) < 1:
            put_errors(self.place, gettext("Write the place as a number; 1 is the next."))
            return False
        return valid


class WalkInForm(Form):
    """Somebody at the door: as little as possible."""

    name = StringField(
        _("Name"),
        filters=[one_line_filter],
        validators=[DataRequired(_("Write the name.")), at_most(MAX_LENGTHS["name"])],
    )
    cooperative = StringField(
        _("Cooperative"),
        filters=[one_line_filter],
        validators=[at_most(MAX_LENGTHS["cooperative"])],
    )
    phone = TelField(_("Phone"), filters=[stripped], validators=[at_most(40)])

    def validate_phone(self, field: TelField) -> None:
        """Accept every way of writing an Indonesian number."""
        if field.data and normalised_phone(field.data) is None:
            raise ValidationError(
                gettext("The phone number is not complete. Example: 0810 0000 0101.")
            )


class SubstituteForm(Form):
    """Who takes over a seat, from which day, why. `person` 0 is somebody new: `name` is needed."""

    person = RadioField(_("Who takes over the seat?"), coerce=int)
    name = StringField(
        _("Name of the new person"),
        filters=[one_line_filter],
        validators=[at_most(MAX_LENGTHS["name"])],
        description=_("With degrees. Only for somebody who is not listed above."),
    )
    phone = TelField(_("Phone of the new person"), filters=[stripped], validators=[at_most(40)])
    from_day = SelectField(_("From which day?"), coerce=int)
    reason = reason_field()

    validate_phone = WalkInForm.validate_phone

    def validate_name(self, field: StringField) -> None:
        """Ask for the name of somebody new."""
        if self.person.data == 0 and not field.data:
            raise ValidationError(gettext("Write the name."))


class JoinForm(Form):
    """The other code of the person signed in, and what proves that it is hers."""

    code = StringField(
        _("The other participant code"),
        filters=[stripped],
        validators=[DataRequired(_("Type the other participant code.")), at_most(40)],
    )
    secret = PasswordField(
        _("Its PIN"),
        description=_("Or the one-time code of its card, if no PIN was chosen yet"),
        validators=[DataRequired(_("Type the PIN of the other code.")), at_most(40)],
    )


class UndoForm(Form):
    """Why a substitution is taken back."""

    reason = reason_field()


class TransferForm(Form):
    """To which workshop a participant moves, and why."""

    target = RadioField(
        _("To which workshop?"), coerce=int, validators=[DataRequired(_("Choose one."))]
    )
    reason = reason_field()


class MatchForm(Form):
    """Who somebody from the door is."""

    person = RadioField(_("Who is it?"), coerce=int, validators=[DataRequired(_("Choose one."))])
