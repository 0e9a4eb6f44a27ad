import lms.signoffs.routes
import lms.signoffs.routes_people
from lms.feature import Feature, Place
from lms.language import gettext_noop as _
from lms.signoffs import actions, permissions
from lms.signoffs.blueprint import bp
from lms.signoffs.rules import VERDICT_WORDS

feature = Feature(
    blueprints=(bp,),
    route_modules=(lms.signoffs.routes, lms.signoffs.routes_people),
    permissions=(permissions.SIGNOFF_GIVE, permissions.SIGNOFF_SEE_OWN),
    workshop_places=(
        Place(65, permissions.SIGNOFF_GIVE, _("Practicals"), "signoffs.tasks", "star"),
    ),
    audit_actions=(actions.SKILL_SIGNED_OFF, actions.SIGNOFF_TAKEN_BACK),
    audit_labels={"verdict": _("What was seen")},
    audit_words={"verdict": VERDICT_WORDS},
)
