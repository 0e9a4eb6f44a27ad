from lms.audit.actions import AuditAction, Theme
from lms.language import gettext_noop as _

EXTENSION_REQUESTED = AuditAction("extension.ask", Theme.PLAN, _("Asked for more time to practise"))
EXTENSION_GRANTED = AuditAction("extension.grant", Theme.PLAN, _("Practice period extended"))
EXTENSION_DECLINED = AuditAction(
    "extension.decline", Theme.PLAN, _("More time to practise declined")
)
