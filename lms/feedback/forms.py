"""The questionnaire as a form: a field for each statement, named by its id."""

from collections.abc import Iterator, Sequence
from typing import Any

from flask_babel import gettext
from wtforms import Field, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from lms.content.statements import Statement
from lms.feedback.rules import MAX_WORDS_LENGTH, RATING_WORDS, Said
from lms.web.course_text import course_text
from lms.web.forms import Form, at_most, stripped


class FeedbackForm(Form):
    """What all questionnaires share; `feedback_form` adds the statements of a course."""

    statements: Sequence[Statement] = ()

    def said(self) -> Said:
        """What she says."""
        return Said(
            {s.id: int(self[_name(s)].data) for s in self.statements if not s.open},
            {s.id: self[_name(s)].data or "" for s in self.statements if s.open},
        )

    def asked(self, *, open_ones: bool) -> Iterator[Field]:
        """The fields of the open questions, or those of the others."""
        return (self[_name(each)] for each in self.statements if each.open is open_ones)


def feedback_form(statements: Sequence[Statement], said: Said | None = None) -> FeedbackForm:
    """The form with these statements; with what she `said` as it is shown, else as it was sent."""
    kind: type[FeedbackForm] = type(
        "FeedbackForm",
        (FeedbackForm,),
        {"statements": statements, **{_name(each): _field(each) for each in statements}},
    )
    if said is None:
        return kind()
    shown: dict[str, Any] = {
        _name(each): said.words.get(each.id, "") if each.open else f"{said.ratings.get(each.id)}"
        for each in statements
    }
    return kind(formdata=None, data=shown)


def _name(statement: Statement) -> str:
    """The name of its field, which cannot be that of anything else of a form."""
    return f"on-{statement.id}"


def _field(statement: Statement) -> Field:
    asked = course_text(statement.ask)
    if statement.open:
        return TextAreaField(asked, [at_most(MAX_WORDS_LENGTH)], filters=[stripped])
    return RadioField(
        asked,
        choices=[SelectChoice(f"{n}", gettext(words)) for n, words in RATING_WORDS.items()],
        validators=[InputRequired(gettext("Choose one answer."))],
    )
