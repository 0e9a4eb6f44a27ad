"""The form of a grade: points for each criterion and a comment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired

from lms.grading import rules
from lms.grading.models import MAX_SNIPPET_LENGTH
from lms.questions.essay import Criterion
from lms.web.forms import Form, at_most, stripped
from lms.web.languages import message_of

MAX_COMMENT_LENGTH = 4000


class GradeForm(Form):
    """A comment beside the points; `version` is that of the answer as it was shown."""

    comment = TextAreaField(
        _("Comment for the participant"),
        filters=[stripped],
        validators=[at_most(MAX_COMMENT_LENGTH)],
    )
    keep = BooleanField(_("Keep this comment to use it again"))
    version = HiddenField()

    def seen_version(self) -> int:
        """The version that was shown, 0 for anything else."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


class SnippetForm(Form):
    """A comment to keep for reuse."""

    text = TextAreaField(
        _("Comment"),
        filters=[stripped],
        validators=[DataRequired(_("Write the comment.")), at_most(MAX_SNIPPET_LENGTH)],
    )


class AcceptForm(Form):
    """A short answer to accept, or to accept no longer."""

    text = StringField(filters=[stripped], validators=[DataRequired()])


@dataclass
class Box:
    """Where the points of one criterion are chosen or typed; what is typed goes before."""

    number: int
    criterion: Criterion
    chosen: str = ""
    typed: str = ""
    problem: str = ""

    @property
    def levels(self) -> tuple[rules.Level, ...]:
        return rules.levels(self.criterion)

    def read(self) -> Fraction:
        """Raises InvalidPoints."""
        return rules.read_points(self.typed or self.chosen, self.criterion.points)


class Rubric:
    """The boxes of all criteria, filled in from a form or from a grade."""

    def __init__(self, criteria: Sequence[Criterion]) -> None:
        self.boxes = [Box(number, each) for number, each in enumerate(criteria, 1)]

    def show(self, marks: Sequence[Fraction]) -> None:
        for box, points in zip(self.boxes, marks, strict=False):
            text = rules.as_written(points)
            if points in [level.points for level in box.levels]:
                box.chosen = text
            else:
                box.typed = text

    def take(self, sent: Mapping[str, str]) -> None:
        for box in self.boxes:
            box.chosen = sent.get(f"level-{box.number}", "")
            box.typed = sent.get(f"points-{box.number}", "").strip()

    def read(self) -> list[Fraction] | None:
        """The points of each criterion; None, and a problem at its box, if one is amiss."""
        marks = []
        for box in self.boxes:
            try:
                marks.append(box.read())
            except rules.InvalidPoints as problem:
                empty = not (box.typed or box.chosen)
                box.problem = gettext("Choose the points.") if empty else message_of(problem)
        return marks if len(marks) == len(self.boxes) else None

    @property
    def is_sound(self) -> bool:
        return not any(box.problem for box in self.boxes)
