import lms.feedback.routes
from lms.feature import Feature
from lms.feedback import permissions
from lms.feedback.blueprint import bp

feature = Feature(
    blueprints=(bp,),
    route_modules=(lms.feedback.routes,),
    permissions=(permissions.FEEDBACK_GIVE, permissions.FEEDBACK_SEE),
)
