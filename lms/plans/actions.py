from lms.audit.actions import AuditAction, Theme
from lms.language import gettext_noop as _

FOLLOW_UP_ASKED = AuditAction("plan.ask", Theme.PEOPLE, _("Asked how the action plan goes"))
