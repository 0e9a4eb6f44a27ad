from lms.audit.actions import AuditAction, Theme
from lms.language import gettext_noop as _

ERASURE_ASKED = AuditAction(
    "person.ask_erasure", Theme.ACCOUNTS, _("Asked that own data be erased")
)
ERASURE_DECLINED = AuditAction(
    "person.decline_erasure", Theme.ACCOUNTS, _("Request for erasure answered with no")
)
PERSON_ERASED = AuditAction("person.erase", Theme.ACCOUNTS, _("Personal data erased"))
