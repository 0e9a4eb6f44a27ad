from lms.audit.actions import AuditAction, Theme
from lms.language import gettext_noop as _

GOAL_TARGETS_CHANGED = AuditAction(
    "workshop.goal_targets", Theme.PLAN, _("Targets of the goals set")
)
