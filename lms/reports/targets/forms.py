"""The form of all targets of a workshop, two numbers a goal."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, cast

from flask_babel import lazy_gettext as _
from wtforms import IntegerField

from lms.reports.account.goals import Target
from lms.web.forms import Form, whole_number


class TargetsForm(Form):
    """Targets by goal id; its fields are added by `targets_form`."""

    goal_ids: tuple[str, ...] = ()

    def fields_of(self, place: int) -> tuple[IntegerField, IntegerField]:
        """The fields of the goal at a place, from 0: share and score."""
        return self[f"share_{place}"], self[f"score_{place}"]

    @property
    def targets(self) -> dict[str, Target]:
        """What was typed; call it when the form is valid."""
        return {
            goal_id: Target(*(field.data for field in self.fields_of(place)))
            for place, goal_id in enumerate(self.goal_ids)
        }

    def fill_in(self, targets: Mapping[str, Target]) -> None:
        """Put in what is set, or what is usual."""
        for place, goal_id in enumerate(self.goal_ids):
            target = targets.get(goal_id, Target())
            share, score = self.fields_of(place)
            share.data, score.data = target.share, target.score


@lru_cache(maxsize=64)
def targets_form(goal_ids: tuple[str, ...]) -> type[TargetsForm]:
    """The form of a course with these goals."""
    fields: dict[str, Any] = {"goal_ids": goal_ids}
    for place, goal_id in enumerate(goal_ids):
        fields[f"share_{place}"] = whole_number(
            _("%(goal)s: percent of the participants", goal=goal_id), 1, 100
        )
        fields[f"score_{place}"] = whole_number(
            _("%(goal)s: with a score of at least", goal=goal_id), 1, 100
        )
    return cast(type[TargetsForm], type("TargetsFormOfCourse", (TargetsForm,), fields))
