import lms.privacy.commands
import lms.privacy.routes
from lms.feature import Feature
from lms.privacy import actions, permissions
from lms.privacy.blueprint import bp

feature = Feature(
    blueprints=(bp,),
    route_modules=(lms.privacy.routes,),
    permissions=(permissions.OWN_DATA, permissions.DATA_ERASE),
    audit_actions=(actions.ERASURE_ASKED, actions.ERASURE_DECLINED, actions.PERSON_ERASED),
)
