"""The form that takes a list of participants."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired

from lms.web.forms import Form


class UploadForm(Form):
    """A list of participants."""

    file = FileField(
        _("List of participants"),
        validators=[FileRequired(_("Choose a file."))],
        description=_("Excel (.xlsx) or CSV, with a row of column names."),
    )
