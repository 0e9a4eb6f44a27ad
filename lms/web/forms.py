"""What all forms share."""

import time
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import DateField, Field, HiddenField, IntegerField, SelectMultipleField
from wtforms.fields.choices import SelectFieldBase
from wtforms.validators import InputRequired, Length, NumberRange, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

E = TypeVar("E", bound=StrEnum)
DATE_FORMATS = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"]


class Form(FlaskForm):  # type: ignore[misc]
    """A form whose token is checked once, by the guard."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        csrf = False


class TicksField(SelectMultipleField):  # type: ignore[misc]
    """Several of some choices, each with a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def stripped(value: Any) -> Any:
    """Filter: a text without the blanks around it."""
    return value.strip() if isinstance(value, str) else value


def at_most(characters: int) -> Length:
    """Validator: not longer than the column behind the field."""
    return Length(max=characters, message=lazy_gettext("Use at most %(max)d characters."))


def at_most_lines(lines: int) -> Callable[[Any, Field], None]:
    """Validator: a text of no more lines than there is room for."""

    def check(_form: Any, field: Field) -> None:
        if len((field.data or "").splitlines()) > lines:
            raise ValidationError(lazy_gettext("Use at most %(max)d lines.", max=lines))

    return check


def whole_number(label: str, least: int, most: int, **more: Any) -> IntegerField:
    """A required field for a number from `least` to `most`."""
    message = lazy_gettext(
        "Write a whole number from %(least)s to %(most)s.", least=least, most=most
    )
    return IntegerField(
        label,
        validators=[InputRequired(message), NumberRange(least, most, message)],
        invalid_value_message=message,
        **more,
    )


def date_field(label: str) -> DateField:
    """A required field for a calendar day."""
    message = lazy_gettext("Choose a date.")
    return DateField(
        label, [InputRequired(message)], format=DATE_FORMATS, invalid_value_message=message
    )


def day_or_none(typed: str) -> date | None:
    """The calendar day that was typed, None for anything else."""
    for pattern in DATE_FORMATS:
        try:
            return date(*time.strptime(typed.strip(), pattern)[:3])
        except ValueError:
            continue
    return None


def enum_coerce(kind: type[E]) -> Callable[[Any], E | None]:
    """Read a choice as a member of `kind`; anything else is no valid choice."""

    def coerce(value: Any) -> E | None:
        try:
            return kind(value)
        except ValueError:
            return None

    return coerce


def put_errors(field: Field | SelectFieldBase, *messages: str) -> None:
    """Add errors found by the service to the field they belong to."""
    field.errors = [*field.errors, *messages]


def one_line_filter(value: Any) -> Any:
    """Filter: runs of blanks as one."""
    return " ".join(value.split()) if isinstance(value, str) else value


class TokenForm(Form):
    """A press of a button; `token` makes a repeated submit harmless."""

    token = HiddenField()
