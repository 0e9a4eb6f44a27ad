from lms.audit.actions import AuditAction, Theme
from lms.language import gettext_noop as _

EXCUSE_REQUESTED = AuditAction("excuse.ask", Theme.ATTENDANCE, _("Asked to be excused"))
EXCUSE_TAKEN_BACK = AuditAction(
    "excuse.take_back", Theme.ATTENDANCE, _("Request to be excused taken back")
)
EXCUSE_DECIDED = AuditAction("excuse.decide", Theme.ATTENDANCE, _("Request to be excused decided"))
