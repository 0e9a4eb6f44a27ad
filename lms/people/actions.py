from lms.audit.actions import AuditAction, Theme
from lms.language import gettext_noop as _

ACCOUNT_CLOSED = AuditAction("person.disable", Theme.ACCOUNTS, _("Account closed"))
ACCOUNT_OPENED = AuditAction("person.enable", Theme.ACCOUNTS, _("Account opened again"))
SECOND_FACTOR_SET_UP = AuditAction("second_factor.set_up", Theme.ACCOUNTS, _("Second step set up"))
SECOND_FACTOR_ENDED = AuditAction("second_factor.end", Theme.ACCOUNTS, _("Second step ended"))
SECRET_CHANGED = AuditAction("secret.change", Theme.ACCOUNTS, _("PIN or password changed"))
PASSWORD_RENEWED = AuditAction("password.renew", Theme.ACCOUNTS, _("New password given"))
COLLEAGUE_ADDED = AuditAction("person.create", Theme.ACCOUNTS, _("Colleague added"))
ROLE_CHANGED = AuditAction("person.standing", Theme.ACCOUNTS, _("Role changed"))
MESSAGE_CONSENT_CHANGED = AuditAction(
    "person.agree_to_messages", Theme.ACCOUNTS, _("Consent to messages changed")
)
