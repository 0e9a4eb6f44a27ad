from lms.audit.actions import AuditAction, Theme
from lms.language import gettext_noop as _

PRACTICE_REMINDED = AuditAction("practice.remind", Theme.PEOPLE, _("Reminded to practise"))
