from lms.audit.actions import AuditAction, Theme
from lms.language import gettext_noop as _

CERTIFICATE_PREPARED = AuditAction(
    "certificate.prepare", Theme.MARKS, _("What stands on certificates changed")
)
CERTIFICATE_ISSUED = AuditAction("certificate.issue", Theme.MARKS, _("Certificate issued"))
CERTIFICATE_REISSUED = AuditAction("certificate.reissue", Theme.MARKS, _("Certificate issued anew"))
CERTIFICATE_REVOKED = AuditAction("certificate.revoke", Theme.MARKS, _("Certificate revoked"))
