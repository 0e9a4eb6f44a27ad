from lms.audit.actions import AuditAction, Theme
from lms.language import gettext_noop as _

MESSAGE_WRITTEN = AuditAction("message.write", Theme.PEOPLE, _("Wrote to a participant"))
