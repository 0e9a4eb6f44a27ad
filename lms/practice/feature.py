import lms.practice.routes
from lms.feature import Feature
from lms.practice import permissions
from lms.practice.blueprint import bp
from lms.practice.commands import practice

feature = Feature(
    blueprints=(bp,),
    route_modules=(lms.practice.routes,),
    permissions=(permissions.EXERCISE_PRACTISE,),
    commands=(practice,),
)
