import lms.audit.page.routes
from lms.audit.page import actions, permissions
from lms.audit.page.blueprint import bp
from lms.audit.page.words import FIELDS
from lms.feature import Feature

feature = Feature(
    blueprints=(bp,),
    route_modules=(lms.audit.page.routes,),
    permissions=(permissions.AUDIT_SEE,),
    audit_actions=(actions.DATA_EXPORTED,),
    audit_labels=FIELDS,
    audit_words={"export": actions.EXPORT_WORDS},
)
