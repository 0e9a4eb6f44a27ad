from lms.audit.actions import AuditAction, Theme
from lms.language import gettext_noop as _

REHEARSAL_BEGUN = AuditAction("rehearsal.begin", Theme.PLAN, _("Rehearsal begun"))
REHEARSAL_DISCARDED = AuditAction("rehearsal.discard", Theme.PLAN, _("Rehearsal thrown away"))
