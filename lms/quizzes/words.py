"""What the kinds of quizzes are called."""

from collections.abc import Mapping

from lms.content.values import QuizKind
from lms.language import mark

KIND_NAMES: Mapping[QuizKind, str] = {
    QuizKind.QUIZ: mark("End-of-day quiz"),
    QuizKind.PRETEST: mark("Pre-test"),
    QuizKind.POSTTEST: mark("Post-test"),
    QuizKind.ASSIGNMENT: mark("Assignment"),
}
