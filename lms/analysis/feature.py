import lms.analysis.routes
from lms.analysis.blueprint import bp
from lms.feature import Feature

feature = Feature(
    blueprints=(bp,),
    route_modules=(lms.analysis.routes,),
)
