from lms.audit.actions import AuditAction, Theme
from lms.language import gettext_noop as _

CALENDAR_RENEWED = AuditAction("calendar.renew", Theme.ACCOUNTS, _("Calendar address made"))
CALENDAR_REVOKED = AuditAction(
    "calendar.revoke", Theme.ACCOUNTS, _("Calendar address switched off")
)
