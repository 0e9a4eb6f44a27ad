from lms.audit.actions import AuditAction, Theme
from lms.language import gettext_noop as _

TIME_GIVEN = AuditAction("quiz.give_time", Theme.QUIZZES, _("More time given"))
ATTEMPT_REOPENED = AuditAction("quiz.reopen", Theme.QUIZZES, _("Attempt reopened"))
LATE_ANSWERS_SET_ASIDE = AuditAction("quiz.set_aside", Theme.QUIZZES, _("Late answers left out"))
LATE_ANSWERS_COUNTED = AuditAction(
    "quiz.count_again", Theme.QUIZZES, _("Late answers counted after all")
)
EXTRA_TIME_ALLOWED = AuditAction("quiz.extra_time", Theme.QUIZZES, _("Standing extra time given"))
QUIZ_TIMES_CHANGED = AuditAction("quiz.override", Theme.QUIZZES, _("Times of a quiz changed"))
EXPLANATIONS_SHOWN = AuditAction("quiz.show_key", Theme.QUIZZES, _("Explanations shown"))
