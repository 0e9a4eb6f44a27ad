import lms.practice.overview.commands
import lms.practice.overview.routes
from lms.feature import Feature
from lms.practice.overview import actions, permissions
from lms.practice.overview.blueprint import bp

feature = Feature(
    blueprints=(bp,),
    route_modules=(lms.practice.overview.routes,),
    permissions=(permissions.PRACTICE_SEE,),
    audit_actions=(actions.PRACTICE_REMINDED,),
)
