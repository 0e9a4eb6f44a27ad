"""What the kinds of quizzes are called."""

from collections.abc import Mapping

from lms.content.values import QuizKind
from lms.language import gettext_noop

KIND_NAMES: Mapping[QuizKind, str] = {
    QuizKind.QUIZ: gettext_noop("End-of-day quiz"),
    QuizKind.PRETEST: gettext_noop("Pre-test"),
    QuizKind.POSTTEST: gettext_noop("Post-test"),
    QuizKind.ASSIGNMENT: gettext_noop("Assignment"),
}
