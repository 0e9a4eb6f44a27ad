import lms.messages.routes
from lms.feature import Feature
from lms.language import gettext_noop as _
from lms.messages import actions, permissions
from lms.messages.blueprint import bp
from lms.messages.texts import KIND_WORDS

feature = Feature(
    blueprints=(bp,),
    route_modules=(lms.messages.routes,),
    permissions=(
        permissions.MESSAGE_WRITE,
        permissions.MESSAGE_SEND,
    ),
    audit_actions=(actions.MESSAGE_WRITTEN,),
    audit_labels={"message": _("Message")},
    audit_words={"message": KIND_WORDS},
)
