"""The form of a grade."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired

from lms.web.forms import Form, at_most, stripped

LONGEST_COMMENT = 4000


class GradeForm(Form):
    """Points and a comment; `version` is that of the answer as it was shown."""

    points = StringField(
        _("Points"), filters=[stripped], validators=[DataRequired(_("Write the points."))]
    )
    comment = TextAreaField(
        _("Comment for the participant"), filters=[stripped], validators=[at_most(LONGEST_COMMENT)]
    )
    version = HiddenField()

    def seen_version(self) -> int:
        """Return the version that was shown, 0 for anything else."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
