"""The forms of the discussion."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired

from lms.content.values import Course
from lms.discussion.rules import MAX_ANSWER_LENGTH, MAX_QUESTION_LENGTH, MAX_REASON_LENGTH
from lms.web.course_text import course_choice
from lms.web.forms import Form, at_most, stripped


def _lines(value: object) -> object:
    """Filter: the line ends of a browser as plain new lines, so that lengths are what is seen."""
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value


class TextForm(Form):
    """A question or announcement written anew."""

    text = TextAreaField(
        _("Your question"),
        [DataRequired(_("Write your question.")), at_most(MAX_QUESTION_LENGTH)],
        filters=[_lines],
    )


class QuestionForm(TextForm):
    """A question, about which lesson, and whether by name."""

    lesson = SelectField(_("About which lesson?"))
    anonymous = BooleanField(_("Ask without my name"))

    def offer(self, course: Course) -> "QuestionForm":
        """Let her choose among the lessons of the course."""
        self.lesson.choices = [
            SelectChoice("", _("In general")),
            *(course_choice(each.id, f"{each.day}. {each.title}") for each in course.lessons),
        ]
        return self


class AnswerForm(Form):
    """An answer; `still_open` is for the asker."""

    text = TextAreaField(
        _("Your answer"),
        [DataRequired(_("Write your answer.")), at_most(MAX_ANSWER_LENGTH)],
        filters=[_lines],
    )
    still_open = BooleanField(_("My question is not answered yet"))


class AnnouncementForm(Form):
    """What everybody is told."""

    text = TextAreaField(
        _("Announcement"),
        [DataRequired(_("Write what everybody is to know.")), at_most(MAX_QUESTION_LENGTH)],
        filters=[_lines],
    )


class ReasonForm(Form):
    """Why something is done that others are entitled to ask about."""

    reason = StringField(
        _("Reason"),
        [DataRequired(_("Say why, in a few words.")), at_most(MAX_REASON_LENGTH)],
        filters=[stripped],
    )


class CarryForm(Form):
    """A question and its answer, to be freed from names before they are carried over."""

    question = TextAreaField(
        _("Question"),
        [DataRequired(_("Write the question.")), at_most(MAX_QUESTION_LENGTH)],
        filters=[_lines],
    )
    answer = TextAreaField(
        _("Answer"),
        [DataRequired(_("Write the answer.")), at_most(2 * MAX_ANSWER_LENGTH)],
        filters=[_lines],
    )
