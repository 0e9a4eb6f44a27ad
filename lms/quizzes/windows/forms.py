"""The form of other times for a quiz, or more attempts at it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _
from wtforms import DateTimeLocalField, IntegerField, SelectField
from wtforms.validators import NumberRange, Optional

from lms.quizzes.reasons import reason_field
from lms.quizzes.windows.rules import Override
from lms.web.forms import Form

MAX_ATTEMPTS = 20
_TIMES = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d-%m-%Y %H.%M", "%d-%m-%Y %H:%M"]


def _instant(label: str, description: str) -> DateTimeLocalField:
    return DateTimeLocalField(
        label,
        [Optional()],
        format=_TIMES,
        description=description,
        invalid_value_message=_("Write a date and a time such as 25-11-2026 14.30."),
    )


class OverrideForm(Form):
    """Other times or more attempts at one quiz, on the clocks of the workshop; `who` 0: for all."""

    who = SelectField(_("For whom"), coerce=int)
    opens = _instant(_("Opens"), _("Leave it empty to keep the time of the course."))
    closes = _instant(_("Closes"), _("Leave it empty to keep the time of the course."))
    attempts = IntegerField(
        _("Attempts in all"),
        [Optional(), NumberRange(1, MAX_ATTEMPTS, _("Write a whole number from 1 to 20."))],
        description=_("Leave it empty to keep the number of the course."),
        invalid_value_message=_("Write a whole number from 1 to 20."),
    )
    reason = reason_field()

    def wanted(self, zone: ZoneInfo) -> Override:
        """What is asked for; call it when the form is valid."""
        return Override(
            _aware(self.opens.data, zone), _aware(self.closes.data, zone), self.attempts.data
        )


def _aware(local: datetime | None, zone: ZoneInfo) -> datetime | None:
    return local.replace(tzinfo=zone).astimezone(UTC) if local else None
