import lms.practice.routes
import lms.practice.routes_before
from lms.feature import Feature
from lms.practice import permissions
from lms.practice.blueprint import bp

feature = Feature(
    blueprints=(bp,),
    route_modules=(lms.practice.routes, lms.practice.routes_before),
    permissions=(permissions.EXERCISE_PRACTISE,),
)
