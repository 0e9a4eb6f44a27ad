from lms.audit.actions import AuditAction, Theme
from lms.language import gettext_noop as _

PROGRAM_LENT = AuditAction("program.lend", Theme.PLAN, _("Program taken along on another computer"))
PROGRAM_BROUGHT_BACK = AuditAction("program.bring_back", Theme.PLAN, _("Program brought back"))
PROGRAM_CALLED_OFF = AuditAction(
    "program.call_off", Theme.PLAN, _("Program goes on here; what was taken along is lost")
)
