import lms.quizzes.attempts.routes
import lms.quizzes.attempts.routes_delivery
import lms.quizzes.attempts.routes_questions
import lms.quizzes.marks.routes
import lms.quizzes.room.routes
import lms.quizzes.windows.routes
from lms.feature import Feature
from lms.quizzes import actions, permissions
from lms.quizzes.attempts.commands import quizzes
from lms.quizzes.blueprint import bp

feature = Feature(
    blueprints=(bp,),
    route_modules=(
        lms.quizzes.attempts.routes,
        lms.quizzes.attempts.routes_delivery,
        lms.quizzes.attempts.routes_questions,
        lms.quizzes.marks.routes,
        lms.quizzes.room.routes,
        lms.quizzes.windows.routes,
    ),
    permissions=(
        permissions.QUIZ_SIT,
        permissions.QUIZ_WATCH,
        permissions.QUIZ_GIVE_TIME,
    ),
    audit_actions=(
        actions.TIME_GIVEN,
        actions.ATTEMPT_REOPENED,
        actions.LATE_ANSWERS_SET_ASIDE,
        actions.LATE_ANSWERS_COUNTED,
        actions.EXTRA_TIME_ALLOWED,
        actions.QUIZ_TIMES_CHANGED,
        actions.EXPLANATIONS_SHOWN,
    ),
    commands=(quizzes,),
)
