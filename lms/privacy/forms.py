"""Forms of asking for erasure and of answering that."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, TextAreaField
from wtforms.validators import DataRequired

from lms.privacy.models import MAX_WORDS_LENGTH
from lms.web.forms import Form, at_most, stripped


class AskErasureForm(Form):
    """She asks; her reason may stay empty."""

    words = TextAreaField(_("If you like: why?"), [at_most(MAX_WORDS_LENGTH)], filters=[stripped])
    sure = BooleanField(
        _("I know that I cannot sign in any more afterwards"),
        [DataRequired(_("Tick this if you are sure."))],
    )


class DeclineForm(Form):
    """Why data must be kept."""

    answer = TextAreaField(
        _("Why it is not erased"),
        [DataRequired(_("Write the reason in a few words.")), at_most(MAX_WORDS_LENGTH)],
        filters=[stripped],
    )
