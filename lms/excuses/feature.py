import lms.excuses.routes
from lms.attendance.rules import WORDS
from lms.excuses import actions, permissions
from lms.excuses.blueprint import bp
from lms.excuses.rules import STATE_WORDS
from lms.feature import Feature

feature = Feature(
    blueprints=(bp,),
    route_modules=(lms.excuses.routes,),
    permissions=(
        permissions.EXCUSE_ASK,
        permissions.EXCUSE_DECIDE,
    ),
    audit_actions=(
        actions.EXCUSE_REQUESTED,
        actions.EXCUSE_TAKEN_BACK,
        actions.EXCUSE_DECIDED,
    ),
    audit_words={"kind": WORDS, "state": STATE_WORDS},
)
