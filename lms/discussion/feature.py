import lms.discussion.routes
import lms.discussion.routes_moderation
import lms.discussion.routes_own
from lms.discussion import actions, permissions
from lms.discussion.blueprint import bp
from lms.feature import Feature, Place
from lms.language import gettext_noop as _

feature = Feature(
    blueprints=(bp,),
    route_modules=(
        lms.discussion.routes,
        lms.discussion.routes_moderation,
        lms.discussion.routes_own,
    ),
    permissions=(
        permissions.DISCUSSION_READ,
        permissions.DISCUSSION_WRITE,
        permissions.DISCUSSION_MODERATE,
        permissions.DISCUSSION_ANNOUNCE,
        permissions.DISCUSSION_UNMASK,
    ),
    workshop_places=(
        Place(70, permissions.DISCUSSION_READ, _("Ask"), "discussion.listed", "question"),
    ),
    audit_actions=(
        actions.TOPIC_PINNED,
        actions.TOPIC_UNPINNED,
        actions.POST_HIDDEN,
        actions.POST_SHOWN_AGAIN,
        actions.QUESTION_CARRIED,
        actions.AUTHOR_REVEALED,
        actions.STAFF_ANSWER_CHANGED,
    ),
)
