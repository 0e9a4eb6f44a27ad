import lms.people.administration.routes
import lms.people.routes
import lms.people.second_factor.routes
from lms.feature import Feature, Place
from lms.language import gettext_noop as _
from lms.people import actions, permissions
from lms.people.administration.blueprint import bp as administration_bp
from lms.people.administration.commands import person
from lms.people.blueprint import bp as people_bp
from lms.people.words import STANDING_WORDS

feature = Feature(
    blueprints=(
        administration_bp,
        people_bp,
    ),
    route_modules=(
        lms.people.administration.routes,
        lms.people.routes,
        lms.people.second_factor.routes,
    ),
    permissions=(
        permissions.ACCOUNT_MANAGE,
        permissions.PERSON_MANAGE,
    ),
    places=(Place(20, permissions.PERSON_MANAGE, _("People"), "administration.people", "people"),),
    audit_actions=(
        actions.ACCOUNT_CLOSED,
        actions.ACCOUNT_OPENED,
        actions.SECOND_FACTOR_SET_UP,
        actions.SECOND_FACTOR_ENDED,
        actions.SECRET_CHANGED,
        actions.PASSWORD_RENEWED,
        actions.COLLEAGUE_ADDED,
        actions.ROLE_CHANGED,
        actions.MESSAGE_CONSENT_CHANGED,
    ),
    audit_words={"standing": STANDING_WORDS},
    commands=(person,),
)
