import lms.reports.routes
from lms.attendance.permissions import ATTENDANCE_SEE_OWN
from lms.feature import Feature, Place
from lms.language import gettext_noop as _
from lms.reports import permissions
from lms.reports.blueprint import bp
from lms.reports.commands import report

feature = Feature(
    blueprints=(bp,),
    route_modules=(lms.reports.routes,),
    permissions=(
        permissions.PROGRAM_REPORT,
        permissions.MATRIX_SEE,
        permissions.REPORT_SEE,
    ),
    workshop_places=(
        Place(30, ATTENDANCE_SEE_OWN, _("Scores"), "reports.mine", "chart"),
        Place(90, permissions.MATRIX_SEE, _("Progress"), "reports.matrix", "chart"),
        Place(100, permissions.REPORT_SEE, _("Report"), "reports.workshop", "certificate"),
    ),
    commands=(report,),
)
