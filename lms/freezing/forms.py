"""The form with which a report is frozen."""

from flask_babel import lazy_gettext as _
from wtforms import TextAreaField

from lms.freezing.rules import MAX_NOTE_LENGTH
from lms.web.forms import Form, at_most, stripped


class FreezeForm(Form):
    """What is to be said of a version, as why there is a second one."""

    note = TextAreaField(
        _("Note"),
        filters=[stripped],
        validators=[at_most(MAX_NOTE_LENGTH)],
        description=_("For example why figures were corrected since the last version"),
    )
