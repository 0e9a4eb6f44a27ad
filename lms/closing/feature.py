import lms.closing.routes
from lms.closing.blueprint import bp
from lms.feature import Feature

feature = Feature(blueprints=(bp,), route_modules=(lms.closing.routes,))
