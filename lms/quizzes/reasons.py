"""The field that asks those who decide about a quiz for their reason."""

from flask_babel import lazy_gettext as _
from wtforms import StringField
from wtforms.validators import DataRequired

from lms.web.forms import at_most, stripped


def reason_field() -> StringField:
    return StringField(
        _("Reason"),
        [DataRequired(_("Say why, in a few words.")), at_most(500)],
        filters=[stripped],
    )
