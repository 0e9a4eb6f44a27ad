import lms.messages.routes
from lms.feature import Feature
from lms.messages import permissions
from lms.messages.blueprint import bp

feature = Feature(
    blueprints=(bp,),
    route_modules=(lms.messages.routes,),
    permissions=(
        permissions.MESSAGE_WRITE,
        permissions.MESSAGE_SEND,
    ),
)
