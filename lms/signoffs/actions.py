from lms.audit.actions import AuditAction, Theme
from lms.language import gettext_noop as _

SKILL_SIGNED_OFF = AuditAction("signoff.give", Theme.MARKS, _("Practical skill signed off"))
SIGNOFF_TAKEN_BACK = AuditAction("signoff.take_back", Theme.MARKS, _("Sign-off taken back"))
