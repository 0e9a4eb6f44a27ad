import lms.practice.offline.routes
from lms.feature import Feature
from lms.practice.offline.blueprint import bp

feature = Feature(blueprints=(bp,), route_modules=(lms.practice.offline.routes,))
