"""Forms about seats and the waiting list."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import IntegerField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Optional

from lms.web.forms import Form, at_most, put_errors, stripped

SEAT, MOVE, REMOVE = "seat", "move", "remove"
_NO_PLACE = _("Write the place as a number; 1 is the next.")


def reason_field() -> TextAreaField:
    """Return the required field that asks why."""
    return TextAreaField(
        _("Reason"),
        filters=[stripped],
        validators=[DataRequired(_("Write the reason in a few words.")), at_most(500)],
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
