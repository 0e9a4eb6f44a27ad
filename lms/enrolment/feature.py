import lms.enrolment.importing.routes
import lms.enrolment.routes
import lms.enrolment.routes_own_data
import lms.enrolment.seats.routes_deleting
import lms.enrolment.seats.routes_joining
import lms.enrolment.seats.routes_list
import lms.enrolment.seats.routes_merging
import lms.enrolment.seats.routes_moves
import lms.enrolment.seats.routes_walk_ins
from lms.enrolment import actions, permissions
from lms.enrolment.blueprint import bp as enrolment_bp
from lms.enrolment.importing.commands import workshop
from lms.enrolment.seats.blueprint import bp as seats_bp
from lms.feature import Feature, Place
from lms.language import gettext_noop as _

feature = Feature(
    blueprints=(
        enrolment_bp,
        seats_bp,
    ),
    route_modules=(
        lms.enrolment.importing.routes,
        lms.enrolment.routes,
        lms.enrolment.routes_own_data,
        lms.enrolment.seats.routes_walk_ins,
        lms.enrolment.seats.routes_deleting,
        lms.enrolment.seats.routes_joining,
        lms.enrolment.seats.routes_merging,
        lms.enrolment.seats.routes_list,
        lms.enrolment.seats.routes_moves,
    ),
    permissions=(
        permissions.ENROLMENT_LIST,
        permissions.ENROLMENT_MANAGE,
    ),
    workshop_places=(
        Place(80, permissions.ENROLMENT_LIST, _("Participants"), "enrolment.people", "people"),
    ),
    audit_actions=(
        actions.PEOPLE_ENROLLED,
        actions.ENROLLED_AGAIN,
        actions.ENROLMENT_WITHDRAWN,
        actions.ENROLMENT_DELETED,
        actions.PERSON_CHANGED,
        actions.ENROLMENT_TRANSFERRED,
        actions.WALK_IN_ADDED,
        actions.SUBSTITUTE_SEATED,
        actions.SUBSTITUTION_UNDONE,
        actions.WALK_IN_KEPT,
        actions.WALK_IN_MATCHED,
        actions.CODES_JOINED,
        actions.PEOPLE_MERGED,
    ),
    commands=(workshop,),
)
