"""Forms of programs and workshops."""

from datetime import date
from functools import lru_cache
from typing import Any, cast

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    DateField,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Optional,
    ValidationError,
)

from lms.errors import Invalid
from lms.web.forms import (
    Form,
    TicksField,
    at_most,
    at_most_lines,
    date_field,
    put_errors,
    stripped,
    whole_number,
)
from lms.web.languages import message_of
from lms.workshops.free_days import holidays_in
from lms.workshops.hours import MAX_HOURS_LENGTH, read_hours
from lms.workshops.planning import (
    TIME_ZONES,
    DayTimes,
    WorkshopDetails,
    laid_out,
    problems_of_days,
    problems_of_times,
)
from lms.workshops.rules import Paper

MAX_DAYS = 31
TIME_FORMATS = ["%H:%M", "%H:%M:%S", "%H.%M"]
_NO_TIME = _("Write a time such as 08.00.")


def time_field(label: str) -> TimeField:
    """A required field for a clock time."""
    return TimeField(
        label, [InputRequired(_NO_TIME)], format=TIME_FORMATS, invalid_value_message=_NO_TIME
    )


def _hours(_form: Form, field: StringField) -> None:
    try:
        read_hours(field.data or "")
    except Invalid as problem:
        raise ValidationError(message_of(problem)) from None


class ProgramForm(Form):
    """A program: what it is called, how many people it aims at, who carries it."""

    title = StringField(
        _("Title"),
        filters=[stripped],
        validators=[DataRequired(_("Write the title of the program.")), at_most(160)],
    )
    target = whole_number(
        _("Target"), 1, 100_000, description=_("How many people the program wants to train")
    )
    partners = StringField(
        _("Partners"),
        filters=[stripped],
        validators=[at_most(300)],
        description=_("Offices, universities and others who carry the program"),
    )
    letterhead = TextAreaField(
        _("Letterhead of the sign-in sheets"),
        filters=[stripped],
        validators=[at_most(400), at_most_lines(5)],
        description=_("Up to 5 lines: institution, address. Without it the partners stand there."),
    )
    chair_name = StringField(
        _("Head of the committee"),
        filters=[stripped],
        validators=[at_most(160)],
        description=_("Stands under the sign-in sheets, to be signed"),
    )
    chair_nip = StringField(
        _("NIP of the head of the committee"),
        filters=[stripped],
        validators=[at_most(40)],
        description=_("Employee number, if there is one"),
    )

    @property
    def paper(self) -> Paper:
        """What is to stand on printed sheets."""
        lines = (line.strip() for line in (self.letterhead.data or "").splitlines())
        return Paper(
            letterhead="\n".join(filter(None, lines)),
            chair_name=self.chair_name.data or "",
            chair_nip=self.chair_nip.data or "",
        )


class WorkshopForm(Form):
    """A workshop; the fields of its days, `day_1` and so on, are added by `workshop_form`."""

    days: int = 0

    number = whole_number(_("Workshop number"), 1, 999)
    place = StringField(
        _("Place"),
        filters=[stripped],
        validators=[DataRequired(_("Write where the workshop is held.")), at_most(200)],
    )
    time_zone = SelectField(
        _("Time zone"), choices=[SelectChoice(*one) for one in TIME_ZONES.items()]
    )
    capacity = whole_number(
        _("Capacity"), 1, 10_000, description=_("How many people can take part")
    )
    practice_days = whole_number(
        _("Practice period in days"),
        0,
        366,
        description=_("How long participants can practise after the last day"),
    )
    morning_starts = time_field(_("Morning starts"))
    morning_ends = time_field(_("Morning ends"))
    afternoon_starts = time_field(_("Afternoon starts"))
    afternoon_ends = time_field(_("Afternoon ends"))
    moves_begun = BooleanField(_("Yes, move it with all that is recorded there"))

    @property
    def day_fields(self) -> list[DateField]:
        """The fields of the days in order."""
        return [self[f"day_{number}"] for number in range(1, self.days + 1)]

    @property
    def hours_fields(self) -> list[StringField]:
        """The fields of the hours of each day that differ, in order."""
        return [self[f"hours_{number}"] for number in range(1, self.days + 1)]

    @property
    def dates(self) -> list[date]:
        """The days as chosen; call it when the form is valid."""
        return [field.data for field in self.day_fields]

    @property
    def times(self) -> DayTimes:
        """The times of the half days; call it when the form is valid."""
        return DayTimes(
            self.morning_starts.data,
            self.morning_ends.data,
            self.afternoon_starts.data,
            self.afternoon_ends.data,
        )

    @property
    def details(self) -> WorkshopDetails:
        """All of it; call it when the form is valid."""
        return WorkshopDetails(
            number=self.number.data,
            place=self.place.data,
            capacity=self.capacity.data,
            days=tuple(self.dates),
            times=self.times,
            time_zone=self.time_zone.data,
            practice_days=self.practice_days.data,
            other_times=self.other_times,
        )

    @property
    def other_times(self) -> dict[int, DayTimes]:
        """The hours of days that have others than every day; call it when the form is valid."""
        read = {n: read_hours(field.data or "") for n, field in enumerate(self.hours_fields, 1)}
        return {n: times for n, times in read.items() if times is not None and times != self.times}

    def lay_out(self) -> None:
        """Let the other days follow the first one, as far as that is a date."""
        first = self.day_fields[0].data
        if first is None or problems_of_days([first]):
            put_errors(self.day_fields[0], gettext("Choose a date."))
            return
        # As many years as the days may reach into.
        free = holidays_in({first.year, first.year + 1}, self.time_zone.data)
        for field, day in zip(self.day_fields, laid_out(first, self.days, free), strict=True):
            field.data, field.raw_data, field.errors = day, None, ()

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, then days and times against each other."""
        valid = bool(super().validate(extra_validators))
        if all(field.data for field in self.day_fields):
            for number, sentence in problems_of_days(self.dates).items():
                put_errors(self[f"day_{number}"], gettext(sentence))
                valid = False
        if None not in vars(self.times).values():
            for name, sentence in problems_of_times(self.times).items():
                put_errors(self[name], gettext(sentence))
                valid = False
        return valid


class NewWorkshopForm(WorkshopForm):
    """A workshop to be made: also its course and its first staff."""

    course = SelectField(_("Course"), coerce=int)
    staff = TicksField(
        _("Trainers and assistants"),
        coerce=int,
        description=_("Others can be added later."),
    )
    is_draft = BooleanField(
        _("Save as a draft"),
        description=_("Only organisers see it. It is in no report until you open it."),
    )


@lru_cache(maxsize=2 * MAX_DAYS)
def workshop_form(days: int, *, new: bool) -> type[WorkshopForm]:
    """The form of a workshop with so many days."""
    fields: dict[str, Any] = {
        f"day_{number}": date_field(_("Day %(number)s", number=number))
        for number in range(1, days + 1)
    } | {
        f"hours_{number}": StringField(
            _("Hours of day %(number)s", number=number),
            filters=[stripped],
            validators=[Optional(), at_most(MAX_HOURS_LENGTH), _hours],
        )
        for number in range(1, days + 1)
    }
    base = NewWorkshopForm if new else WorkshopForm
    return cast(
        type[WorkshopForm], type(f"{base.__name__}Of{days}", (base,), {**fields, "days": days})
    )
