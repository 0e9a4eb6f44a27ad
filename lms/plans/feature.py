import lms.plans.routes
import lms.plans.routes_follow
import lms.plans.routes_staff
from lms.feature import Feature
from lms.plans import actions, permissions
from lms.plans.blueprint import bp

feature = Feature(
    blueprints=(bp,),
    route_modules=(lms.plans.routes, lms.plans.routes_follow, lms.plans.routes_staff),
    permissions=(permissions.PLAN_WRITE, permissions.PLAN_SEE),
    audit_actions=(actions.FOLLOW_UP_ASKED,),
)
