import lms.cooperatives.routes
from lms.cooperatives.blueprint import bp
from lms.feature import Feature

feature = Feature(blueprints=(bp,), route_modules=(lms.cooperatives.routes,))
