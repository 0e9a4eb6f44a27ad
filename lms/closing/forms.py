"""The forms that close a workshop and open it again."""

from flask_babel import lazy_gettext as _
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Optional

from lms.web.forms import Form, at_most, stripped


class CloseForm(Form):
    """Why a workshop is closed, if there is something to say."""

    reason = TextAreaField(_("Reason"), filters=[stripped], validators=[Optional(), at_most(500)])


class ReopenForm(Form):
    """Why a closed workshop is opened again; it stands in the audit trail."""

    reason = TextAreaField(
        _("Reason"),
        filters=[stripped],
        validators=[DataRequired(_("Write why it is opened again.")), at_most(500)],
    )
