import lms.publishing.routes
from lms.feature import Feature
from lms.publishing import permissions
from lms.publishing.blueprint import bp
from lms.publishing.commands import course

feature = Feature(
    blueprints=(bp,),
    route_modules=(lms.publishing.routes,),
    permissions=(permissions.ATTACHMENT_SEE,),
    commands=(course,),
)
