from lms.audit.actions import AuditAction, Theme
from lms.language import gettext_noop as _

REPORT_FROZEN = AuditAction("report.freeze", Theme.PLAN, _("Report frozen"))
