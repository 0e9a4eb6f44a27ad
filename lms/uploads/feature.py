import lms.uploads.routes
from lms.feature import Feature
from lms.uploads import permissions
from lms.uploads.blueprint import bp
from lms.uploads.commands import uploads

feature = Feature(
    blueprints=(bp,),
    route_modules=(lms.uploads.routes,),
    permissions=(permissions.UPLOAD_SEE,),
    commands=(uploads,),
)
