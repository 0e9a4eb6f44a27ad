from lms.audit.actions import AuditAction, Theme
from lms.language import gettext_noop as _

DATA_EXPORTED = AuditAction("data.export", Theme.ACCOUNTS, _("Personal data exported"))
EXPORT_WORDS = {"trail": _("Audit trail"), "person": _("All data of a person")}
"""What was exported; the value `export` of an entry."""
