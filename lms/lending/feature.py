from lms.feature import Feature
from lms.language import gettext_noop as _
from lms.lending.actions import PROGRAM_BROUGHT_BACK, PROGRAM_CALLED_OFF, PROGRAM_LENT
from lms.lending.commands import program

feature = Feature(
    audit_actions=(PROGRAM_LENT, PROGRAM_BROUGHT_BACK, PROGRAM_CALLED_OFF),
    audit_labels={"came": _("New rows"), "changed": _("Changed rows"), "gone": _("Removed rows")},
    commands=(program,),
)
