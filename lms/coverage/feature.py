import lms.coverage.routes
from lms.coverage import actions, permissions
from lms.coverage.blueprint import bp
from lms.coverage.rules import STATE_WORDS
from lms.feature import Feature

feature = Feature(
    blueprints=(bp,),
    route_modules=(lms.coverage.routes,),
    permissions=(
        permissions.COVERAGE_SEE,
        permissions.COVERAGE_RECORD,
        permissions.HOME_PRACTICE_SEE,
    ),
    audit_actions=(actions.COVERAGE_RECORDED,),
    audit_words={"covered": STATE_WORDS},
)
