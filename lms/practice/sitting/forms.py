"""When somebody will practise."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from lms.language import gettext_noop
from lms.web.forms import Form, at_most, stripped

MAX_WORDS = 80
USUAL_TIMES = (
    gettext_noop("In the morning, before the cooperative opens"),
    gettext_noop("After closing the cash book"),
    gettext_noop("In the evening, at home"),
)


class TimeForm(Form):
    """One of a few usual times, or her own words, which come first."""

    usual = RadioField(_("When will you practise?"), [Optional()])
    own = StringField(_("Or in your own words"), [at_most(MAX_WORDS)], filters=[stripped])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = [gettext(each) for each in USUAL_TIMES]
        self.usual.choices = [SelectChoice(each, each) for each in words]

    @property
    def words(self) -> str:
        """What she chose, "" for nothing."""
        return self.own.data or str(self.usual.data or "")
