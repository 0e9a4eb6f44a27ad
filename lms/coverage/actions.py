from lms.audit.actions import AuditAction, Theme
from lms.language import gettext_noop as _

COVERAGE_RECORDED = AuditAction("coverage.record", Theme.PLAN, _("Material recorded"))
