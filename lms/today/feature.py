import lms.today.routes
from lms.feature import Feature
from lms.today import permissions
from lms.today.blueprint import bp

feature = Feature(
    blueprints=(bp,),
    route_modules=(lms.today.routes,),
    permissions=(permissions.HOME_SEE,),
)
