from lms.audit.actions import AuditAction, Theme
from lms.language import gettext_noop as _

BOOKLETS_MADE = AuditAction("booklet.make", Theme.PEOPLE, _("Practice booklets made"))
BOOKLET_TYPED = AuditAction(
    "booklet.type", Theme.PEOPLE, _("Results of a practice booklet typed in")
)
