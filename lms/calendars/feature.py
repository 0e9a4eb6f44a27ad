import lms.calendars.routes
from lms.calendars import actions
from lms.calendars.blueprint import bp
from lms.feature import Feature

feature = Feature(
    blueprints=(bp,),
    route_modules=(lms.calendars.routes,),
    audit_actions=(
        actions.CALENDAR_RENEWED,
        actions.CALENDAR_REVOKED,
    ),
)
