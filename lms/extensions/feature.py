import lms.extensions.routes
import lms.extensions.routes_own
from lms.extensions import actions, permissions
from lms.extensions.blueprint import bp
from lms.feature import Feature

feature = Feature(
    blueprints=(bp,),
    route_modules=(lms.extensions.routes, lms.extensions.routes_own),
    permissions=(permissions.EXTENSION_ASK, permissions.EXTENSION_GRANT),
    audit_actions=(
        actions.EXTENSION_REQUESTED,
        actions.EXTENSION_GRANTED,
        actions.EXTENSION_DECLINED,
    ),
)
