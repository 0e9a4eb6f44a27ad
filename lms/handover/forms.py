"""The forms of what an organiser writes and shows for a report."""

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileRequired, MultipleFileField
from wtforms import HiddenField, StringField, TextAreaField

from lms.certificates.signatories import SignatoriesForm
from lms.handover.rules import MAX_PLACE_LENGTH, MAX_TEXT_LENGTH, WRITTEN, WrittenTexts
from lms.web.forms import Form, at_most, one_line_filter


def _lines(value: Any) -> Any:
    """Filter: lines end as they were counted while typing, with one sign."""
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value


def _text(label: str, hint: str) -> TextAreaField:
    return TextAreaField(
        label, filters=[_lines], validators=[at_most(MAX_TEXT_LENGTH)], description=hint
    )


class TextsForm(SignatoriesForm):
    """The texts of a report; `seen` is when those were saved that the page showed."""

    seen = HiddenField()
    background = _text(
        _("Background"), _("Why the activity is held. Each new line is a paragraph.")
    )
    basis = _text(
        _("Basis of the activity"),
        _("The letters behind it, such as the number of the SK."),
    )
    obstacles = _text(
        _("Obstacles and how they were met"),
        _("Material that was left out stands there already, with the reasons trainers gave."),
    )
    conclusion = _text(
        _("Conclusion"), _("It stands before the figures in short, which the report adds itself.")
    )
    suggestions = _text(_("Suggestions"), _("For those who decide about the next workshop."))
    issued_in = StringField(
        _("Place of the approval"),
        filters=[one_line_filter],
        validators=[at_most(MAX_PLACE_LENGTH)],
        description=_("For example Denpasar"),
    )

    @property
    def texts(self) -> WrittenTexts:
        """What was typed; call it when the form is valid."""
        typed = {name: self[name].data or "" for name in (*WRITTEN, "issued_in")}
        return WrittenTexts(**typed, signatories=self.signatories)

    def fields(self) -> list[TextAreaField]:
        """The texts, in the order of the report."""
        return [self[name] for name in WRITTEN]

    @classmethod
    def showing(cls, texts: WrittenTexts, seen: str) -> "TextsForm":
        """The form as it is filled in already."""
        typed = {name: getattr(texts, name) for name in (*WRITTEN, "issued_in")}
        return cls(formdata=None, seen=seen, **typed, **cls.values_of(texts.signatories))


class ReportPhotosForm(Form):
    """Photos of the activity, one or several."""

    photos = MultipleFileField(
        _("Photos"), validators=[FileRequired(_("Choose at least one photo."))]
    )
