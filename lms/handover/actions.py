from lms.audit.actions import AuditAction, Theme
from lms.language import gettext_noop as _

REPORT_PHOTOS_CHANGED = AuditAction("report.photos", Theme.PLAN, _("Photos of the report changed"))
REPORT_TEXTS_CHANGED = AuditAction("report.texts", Theme.PLAN, _("Texts of the report changed"))
