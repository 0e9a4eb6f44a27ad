import lms.help.routes
from lms.feature import Feature
from lms.help import permissions
from lms.help.blueprint import bp

feature = Feature(
    blueprints=(bp,),
    route_modules=(lms.help.routes,),
    permissions=(permissions.HELP_SEE,),
)
