"""The form of starting something for the room."""

from flask_babel import lazy_gettext as _
from wtforms import SelectField
from wtforms.validators import InputRequired

from lms.web.forms import Form


class StartForm(Form):
    """What to start; the choices are those of the days that have begun."""

    item = SelectField(_("What to start"), validators=[InputRequired(_("Choose what to start."))])
