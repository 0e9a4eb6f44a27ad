"""The forms of giving more time to practise, of answering a request, and of asking."""

from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import DateField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, ValidationError

from lms.extensions.models import MAX_WISH_LENGTH
from lms.web.forms import Form, TicksField, at_most, date_field, enum_coerce, stripped
from lms.workshops.planning import problems_of_days
from lms.workshops.rules import END_OF_DAY

GRANT, DECLINE = "grant", "decline"


class Whom(StrEnum):
    """To whom more time is given."""

    ALL = "all"
    TICKED = "ticked"


class _UntilForm(Form):
    """Until when there is time to practise."""

    until = date_field(_("Until"))

    def validate_until(self, field: DateField) -> None:
        """Keep the date within what a calendar can hold."""
        for sentence in problems_of_days([field.data]).values():
            raise ValidationError(gettext(sentence))

    def last_instant(self, zone: ZoneInfo) -> datetime:
        """The end of the chosen day in `zone`."""
        return datetime.combine(self.until.data, END_OF_DAY, zone)


class ExtensionForm(_UntilForm):
    """More time to practise: for whom, until when, why; the page sets the choices of `who`."""

    whom = RadioField(
        _("For whom"),
        choices=[
            SelectChoice(Whom.ALL.value, _("All participants")),
            SelectChoice(Whom.TICKED.value, _("Only those I tick")),
        ],
        coerce=enum_coerce(Whom),
        validators=[InputRequired(_("Choose: all participants, or only those you tick."))],
    )
    who = TicksField(
        _("Participants"),
        coerce=int,
    )
    reason = TextAreaField(
        _("Reason"),
        filters=[stripped],
        validators=[DataRequired(_("Write the reason in a few words.")), at_most(500)],
    )

    def validate_who(self, field: TicksField) -> None:
        """Refuse ticks that would be overlooked, and ticking nobody."""
        if self.whom.data is Whom.ALL and field.data:
            raise ValidationError(
                gettext(
                    "You ticked people, but chose all participants. Choose “Only those I tick”,"
                    " or remove the ticks."
                )
            )
        if self.whom.data is Whom.TICKED and not field.data:
            raise ValidationError(gettext("Tick at least one person."))


class RequestAnswerForm(_UntilForm):
    """Giving more time to somebody who asked, or declining with a word to her."""

    decision = RadioField(
        choices=[SelectChoice(GRANT, ""), SelectChoice(DECLINE, "")],
        validators=[InputRequired(_("Choose: give more time or decline."))],
    )
    answer = TextAreaField(_("A word to her"), [at_most(500)], filters=[stripped])

    def validate_answer(self, field: TextAreaField) -> None:
        """Ask for a word to somebody who gets no more time."""
        if self.decision.data == DECLINE and not field.data:
            raise ValidationError(gettext("Write a few words, so that she knows why."))


class WishForm(Form):
    """What a participant wants to say with her request."""

    wish = TextAreaField(
        _("A word to your trainer"), [at_most(MAX_WISH_LENGTH)], filters=[stripped]
    )
