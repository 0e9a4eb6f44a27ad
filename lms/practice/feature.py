import lms.practice.routes
from lms.feature import Feature
from lms.practice import permissions
from lms.practice.blueprint import bp

feature = Feature(
    blueprints=(bp,),
    route_modules=(lms.practice.routes,),
    permissions=(permissions.EXERCISE_PRACTISE,),
)
