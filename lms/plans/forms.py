"""The form of a plan, which may be sent half filled."""

from collections.abc import Iterator
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import BooleanField, DateField, Field, StringField, TextAreaField
from wtforms.validators import Optional

from lms.plans.models import ActionPlan
from lms.plans.rules import (
    MAX_SHORT_LENGTH,
    MAX_STEPS,
    MAX_TEXT_LENGTH,
    PlanDraft,
    StepDraft,
    closed_up,
)
from lms.web.forms import Form, at_most, one_line_filter

DATE_FORMATS = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"]
STEP_FIELDS = ("what", "who", "due_on", "how_seen")


class PlanForm(Form):
    """A plan of up to five steps; the fields of step 2 are named what_2, who_2 and so on."""

    aim = TextAreaField(
        _("What will you change?"), [at_most(MAX_TEXT_LENGTH)], filters=[one_line_filter]
    )
    indicator = TextAreaField(
        _("Which number shows that it works?"),
        [at_most(MAX_TEXT_LENGTH)],
        filters=[one_line_filter],
    )
    value_before = StringField(
        _("That number today"), [at_most(MAX_SHORT_LENGTH)], filters=[one_line_filter]
    )
    photo = FileField(_("Photo of your handwritten page"))
    remove_photo = BooleanField(_("Remove the photo"))

    def steps(self) -> Iterator[tuple[int, list[Field]]]:
        """The places of the steps with their four fields."""
        for place in range(1, MAX_STEPS + 1):
            yield place, [self[f"{name}_{place}"] for name in STEP_FIELDS]

    def draft(self) -> PlanDraft:
        """What was typed."""
        steps = [StepDraft(*(_value(field) for field in fields)) for _place, fields in self.steps()]
        return PlanDraft(
            self.aim.data or "",
            self.indicator.data or "",
            self.value_before.data or "",
            closed_up(steps),
        )


def _value(field: Field) -> Any:
    return field.data if isinstance(field, DateField) else field.data or ""


def _add_steps() -> None:
    for place in range(1, MAX_STEPS + 1):
        text, short = at_most(MAX_TEXT_LENGTH), at_most(MAX_SHORT_LENGTH)
        number = f"{place}"
        fields = {
            "what": TextAreaField(
                _("%(number)s. What is done?", number=number),
                [text],
                filters=[one_line_filter],
            ),
            "who": StringField(
                _("%(number)s. Who does it?", number=number),
                [short],
                filters=[one_line_filter],
            ),
            "due_on": DateField(
                _("%(number)s. Until when?", number=number),
                [Optional()],
                format=DATE_FORMATS,
                invalid_value_message=_("Choose a date, or leave it empty."),
            ),
            "how_seen": TextAreaField(
                _("%(number)s. How does one see that it is done?", number=number),
                [text],
                filters=[one_line_filter],
            ),
        }
        for name, field in fields.items():
            setattr(PlanForm, f"{name}_{place}", field)


_add_steps()


def plan_form(plan: ActionPlan | None) -> PlanForm:
    """The form as it is shown: with what was kept."""
    values: dict[str, Any] = {}
    if plan is not None:
        names = ("aim", "indicator", "value_before")
        values = {name: getattr(plan, name) for name in names}
        for step in plan.steps:
            for name in STEP_FIELDS:
                values[f"{name}_{step.place}"] = getattr(step, name)
    return PlanForm(formdata=None, data=values)
