import lms.grading.routes
import lms.grading.routes_answers
import lms.grading.routes_regrade
import lms.grading.routes_snippets
from lms.feature import Feature, Place
from lms.grading import actions, permissions
from lms.grading.blueprint import bp
from lms.language import gettext_noop as _

feature = Feature(
    blueprints=(bp,),
    route_modules=(
        lms.grading.routes,
        lms.grading.routes_answers,
        lms.grading.routes_regrade,
        lms.grading.routes_snippets,
    ),
    permissions=(permissions.ANSWER_GRADE,),
    workshop_places=(Place(60, permissions.ANSWER_GRADE, _("Marking"), "grading.queue", "pencil"),),
    audit_actions=(
        actions.ANSWER_GRADED,
        actions.WORDING_ACCEPTED,
        actions.WORDING_TAKEN_BACK,
        actions.GRADES_RELEASED,
        actions.GRADES_WITHHELD,
        actions.QUIZ_REGRADED,
    ),
)
