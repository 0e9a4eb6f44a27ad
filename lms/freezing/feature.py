import lms.freezing.routes
import lms.freezing.routes_program
from lms.feature import Feature
from lms.freezing import actions, permissions
from lms.freezing.blueprint import bp
from lms.language import gettext_noop as _

feature = Feature(
    blueprints=(bp,),
    route_modules=(lms.freezing.routes, lms.freezing.routes_program),
    permissions=(permissions.REPORT_FREEZE,),
    audit_actions=(actions.REPORT_FROZEN,),
    audit_labels={"version": _("Version"), "checksum": _("Checksum (SHA-256)")},
)
