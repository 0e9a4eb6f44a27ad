import lms.practice.sitting.routes
from lms.feature import Feature
from lms.practice.sitting.blueprint import bp
from lms.practice.sitting.commands import practice

feature = Feature(
    blueprints=(bp,),
    route_modules=(lms.practice.sitting.routes,),
    commands=(practice,),
)
