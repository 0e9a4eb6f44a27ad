import lms.audit.page.routes
from lms.audit.actions import DATA_EXPORTED, EXPORT_WORDS
from lms.audit.page import permissions
from lms.audit.page.blueprint import bp
from lms.audit.page.words import FIELDS
from lms.feature import Feature

feature = Feature(
    blueprints=(bp,),
    route_modules=(lms.audit.page.routes,),
    permissions=(permissions.AUDIT_SEE,),
    audit_actions=(DATA_EXPORTED,),
    audit_labels=FIELDS,
    audit_words={"export": EXPORT_WORDS},
)
