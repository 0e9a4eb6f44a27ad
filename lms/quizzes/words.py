"""What the kinds of quizzes, and of questions, are called."""

from collections.abc import Mapping

from lms.content.values import QuizKind
from lms.language import gettext_noop

KIND_NAMES: Mapping[QuizKind, str] = {
    QuizKind.QUIZ: gettext_noop("End-of-day quiz"),
    QuizKind.PRETEST: gettext_noop("Pre-test"),
    QuizKind.POSTTEST: gettext_noop("Post-test"),
    QuizKind.ASSIGNMENT: gettext_noop("Assignment"),
}
QUESTION_KIND_NAMES: Mapping[str, str] = {
    "single_choice": gettext_noop("Single choice"),
    "multiple_answer": gettext_noop("Several right answers"),
    "true_false": gettext_noop("True or false"),
    "numeric": gettext_noop("Number"),
    "matching": gettext_noop("Matching"),
    "ordering": gettext_noop("Ordering"),
    "short_answer": gettext_noop("Short answer"),
    "cloze": gettext_noop("Text with blanks"),
    "journal_entry": gettext_noop("Journal entry"),
    "essay": gettext_noop("Essay"),
    "file_upload": gettext_noop("File to hand in"),
}
