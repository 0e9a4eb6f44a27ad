import lms.reports.account.routes
import lms.reports.account.routes_attendance
import lms.reports.account.routes_comparison
import lms.reports.routes
import lms.reports.targets.routes
from lms.attendance.permissions import ATTENDANCE_SEE_OWN
from lms.feature import Feature, Place
from lms.language import gettext_noop as _
from lms.reports import permissions
from lms.reports.actions import GOAL_TARGETS_CHANGED
from lms.reports.blueprint import bp
from lms.reports.commands import report

feature = Feature(
    blueprints=(bp,),
    route_modules=(
        lms.reports.routes,
        lms.reports.account.routes,
        lms.reports.account.routes_attendance,
        lms.reports.account.routes_comparison,
        lms.reports.targets.routes,
    ),
    permissions=(
        permissions.PROGRAM_REPORT,
        permissions.MATRIX_SEE,
        permissions.REPORT_SEE,
        permissions.GOAL_TARGETS_SET,
    ),
    workshop_places=(
        Place(30, ATTENDANCE_SEE_OWN, _("Scores"), "reports.mine", "chart"),
        Place(90, permissions.MATRIX_SEE, _("Progress"), "reports.matrix", "chart"),
        Place(100, permissions.REPORT_SEE, _("Report"), "reports.workshop", "certificate"),
    ),
    audit_actions=(GOAL_TARGETS_CHANGED,),
    audit_labels={"goal_targets": _("Targets of the goals")},
    commands=(report,),
)
