"""Forms of a rehearsal."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, IntegerField, SelectField
from wtforms.validators import AnyOf, Optional

from lms.rehearsal.rules import STEPS
from lms.web.forms import Form


class ClockForm(Form):
    """Move the clock on: by one of the steps, or to a meeting (its start as a Unix time)."""

    minutes = IntegerField(validators=[Optional(), AnyOf(STEPS)])
    to = SelectField(_("Move on to"), coerce=int, validators=[Optional()])
    work = BooleanField(
        _("The invented people work until then"),
        description=_("They read lessons, practise and sit quizzes. Attendance is yours to take."),
    )
