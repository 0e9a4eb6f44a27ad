"""The three questions of day 30 and 90, and the number of the plan as it is now."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from lms.plans.models import FollowUp, PlanStep
from lms.plans.rules import (
    MAX_MISSING_LENGTH,
    MAX_SHORT_LENGTH,
    USE_WORDS,
    FollowUpAnswers,
    PlanUse,
)
from lms.web.forms import Form, TicksField, at_most, enum_coerce, one_line_filter, stripped


class FollowUpForm(Form):
    """What she says; `done` offers the steps of her plan, `done_words` is for who has none."""

    uses_it = RadioField(
        _("Do you use at work what you have learned?"),
        choices=[SelectChoice(use.value, _(words)) for use, words in USE_WORDS.items()],
        coerce=enum_coerce(PlanUse),
        validators=[InputRequired(_("Choose one answer."))],
    )
    done = TicksField(
        _("Which steps are done?"),
        coerce=int,
        validate_choice=False,
    )
    done_words = TextAreaField(
        _("Which step of your plan is done?"),
        [at_most(MAX_MISSING_LENGTH)],
        filters=[one_line_filter],
    )
    missing = TextAreaField(
        _("What is missing?"), [at_most(MAX_MISSING_LENGTH)], filters=[stripped]
    )
    indicator_now = StringField(
        _("The number of your plan today"), [at_most(MAX_SHORT_LENGTH)], filters=[one_line_filter]
    )

    def offer(self, steps: Sequence[PlanStep]) -> None:
        """Let her tick these steps, or write in her own words if there are none."""
        if not steps:
            del self.done
            return
        del self.done_words
        self.done.choices = [
            SelectChoice(step.place, step.what or gettext("Step %(number)s", number=step.place))
            for step in steps
        ]

    def answers(self) -> FollowUpAnswers:
        """What she says."""
        return FollowUpAnswers(
            self.uses_it.data,
            frozenset(self.done.data or ()) if "done" in self else frozenset(),
            (self.done_words.data or "") if "done_words" in self else "",
            self.missing.data or "",
            self.indicator_now.data or "",
        )


def follow_up_form(follow_up: FollowUp | None, steps: Sequence[PlanStep]) -> FollowUpForm:
    """The form as it is shown: with what she has said, and the steps that are ticked."""
    values: dict[str, Any] = {"done": [step.place for step in steps if step.done_at]}
    if follow_up is not None and follow_up.answered_at is not None:
        names = ("uses_it", "done_words", "missing", "indicator_now")
        values |= {name: getattr(follow_up, name) for name in names}
    form = FollowUpForm(formdata=None, data=values)
    form.offer(steps)
    return form
