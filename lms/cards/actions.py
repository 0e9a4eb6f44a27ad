from lms.audit.actions import AuditAction, Theme
from lms.language import gettext_noop as _

CARD_ISSUED = AuditAction("card.issue", Theme.ACCOUNTS, _("Activation card made"))
CARD_ACTIVATED = AuditAction("card.activate", Theme.ACCOUNTS, _("Card activated"))
CARD_REFUSED = AuditAction("card.refuse", Theme.ACCOUNTS, _("Card refused"))
