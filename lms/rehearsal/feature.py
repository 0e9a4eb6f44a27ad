import lms.rehearsal.routes
from lms.feature import Feature
from lms.rehearsal import actions, permissions
from lms.rehearsal.blueprint import bp

feature = Feature(
    blueprints=(bp,),
    route_modules=(lms.rehearsal.routes,),
    permissions=(permissions.WORKSHOP_REHEARSE,),
    audit_actions=(
        actions.REHEARSAL_BEGUN,
        actions.REHEARSAL_DISCARDED,
    ),
)
