import lms.practice.booklet.routes
from lms.feature import Feature
from lms.language import gettext_noop as _
from lms.practice.booklet import actions, permissions
from lms.practice.booklet.blueprint import bp

feature = Feature(
    blueprints=(bp,),
    route_modules=(lms.practice.booklet.routes,),
    permissions=(permissions.BOOKLET_KEEP,),
    audit_actions=(actions.BOOKLETS_MADE, actions.BOOKLET_TYPED),
    audit_labels={
        "booklet": _("Booklet"),
        "booklets": _("Booklets"),
        "added": _("Answers added"),
        "changed": _("Answers changed"),
        "removed": _("Answers removed"),
    },
)
