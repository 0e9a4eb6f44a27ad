import lms.handover.routes
import lms.handover.routes_photos
import lms.handover.routes_program
from lms.feature import Feature
from lms.handover import actions, permissions
from lms.handover.blueprint import bp
from lms.language import gettext_noop as _

feature = Feature(
    blueprints=(bp,),
    route_modules=(
        lms.handover.routes,
        lms.handover.routes_photos,
        lms.handover.routes_program,
    ),
    permissions=(permissions.REPORT_HAND_OVER,),
    audit_actions=(actions.REPORT_PHOTOS_CHANGED, actions.REPORT_TEXTS_CHANGED),
    audit_labels={"photos": _("Photos"), "report_texts": _("Texts")},
)
