import lms.cards.activation.routes
import lms.cards.own.routes
import lms.cards.routes
from lms.cards import actions, permissions
from lms.cards.activation.blueprint import bp as activation_bp
from lms.cards.blueprint import bp as cards_bp
from lms.cards.own.blueprint import bp as own_cards_bp
from lms.feature import Feature

feature = Feature(
    blueprints=(
        activation_bp,
        cards_bp,
        own_cards_bp,
    ),
    route_modules=(
        lms.cards.activation.routes,
        lms.cards.own.routes,
        lms.cards.routes,
    ),
    permissions=(permissions.CARD_ISSUE,),
    audit_actions=(
        actions.CARD_ISSUED,
        actions.CARD_ACTIVATED,
        actions.CARD_REFUSED,
    ),
)
