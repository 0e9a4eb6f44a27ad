"""Forms of the second factor."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, StringField
from wtforms.validators import DataRequired

from lms.people.forms import ProvingForm
from lms.web.forms import Form, at_most


def without_blanks(value: str | None) -> str:
    """Filter: a code as it counts, however it is spaced."""
    return "".join((value or "").split())


class CodeOfAppForm(Form):
    """A code of the app, or a recovery code; `ticket` says that the password was right."""

    code_of_app = StringField(
        _("Code"), [DataRequired(_("Type the code.")), at_most(40)], filters=[without_blanks]
    )
    ticket = HiddenField()
    next = HiddenField()
    kept = HiddenField()


class SetUpForm(CodeOfAppForm, ProvingForm):
    """The first code of the app, and the password once more."""
