import lms.workshops.organisers.routes
import lms.workshops.routes_new_workshop
import lms.workshops.routes_programs
import lms.workshops.routes_workshops
import lms.workshops.staff.routes
import lms.workshops.staff.routes_handouts
from lms.feature import Feature, Place
from lms.language import gettext_noop as _
from lms.workshops import actions, permissions
from lms.workshops.blueprint import bp
from lms.workshops.words import STAFF_WORDS

feature = Feature(
    blueprints=(bp,),
    route_modules=(
        lms.workshops.organisers.routes,
        lms.workshops.routes_new_workshop,
        lms.workshops.routes_programs,
        lms.workshops.routes_workshops,
        lms.workshops.staff.routes,
        lms.workshops.staff.routes_handouts,
    ),
    permissions=(
        permissions.PROGRAM_LIST,
        permissions.PROGRAM_CREATE,
        permissions.PROGRAM_SEE,
        permissions.PROGRAM_EDIT,
        permissions.WORKSHOP_CREATE,
        permissions.WORKSHOP_SEE,
        permissions.WORKSHOP_EDIT,
        permissions.STAFF_MANAGE,
    ),
    places=(Place(10, permissions.PROGRAM_LIST, _("Programs"), "workshops.programs", "building"),),
    workshop_places=(
        Place(40, permissions.WORKSHOP_SEE, _("Workshop"), "workshops.overview", "place"),
    ),
    audit_actions=(
        actions.WAITING_ADDED,
        actions.WAITING_MOVED,
        actions.WAITING_PROMOTED,
        actions.WAITING_REMOVED,
        actions.STAFF_ADDED,
        actions.STAFF_REMOVED,
        actions.PROGRAM_CREATED,
        actions.PROGRAM_CHANGED,
        actions.WORKSHOP_CREATED,
        actions.WORKSHOP_CHANGED,
        actions.REVISION_CHANGED,
        actions.WORKSHOP_OPENED,
        actions.WORKSHOP_CLOSED,
        actions.WORKSHOP_REOPENED,
        actions.ORGANISER_INVITED,
        actions.ORGANISER_UNINVITED,
        actions.ORGANISER_ADDED,
        actions.ORGANISER_REMOVED,
        actions.STAFF_INVITED,
        actions.STAFF_UNINVITED,
    ),
    audit_words={"role": STAFF_WORDS},
)
