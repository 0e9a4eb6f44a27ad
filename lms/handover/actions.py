from lms.audit.actions import AuditAction, Theme
from lms.language import gettext_noop as _

REPORT_TEXTS_CHANGED = AuditAction("report.texts", Theme.PLAN, _("Texts of the report changed"))
