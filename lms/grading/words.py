"""Where a grade comes from, in words."""

from lms.language import gettext_noop
from lms.quizzes.marks.models import Origin

ORIGIN_WORDS = {
    Origin.TRAINER: gettext_noop("Graded"),
    Origin.REGRADE: gettext_noop("Judged again by a corrected question"),
    Origin.ACCEPTED: gettext_noop("Accepted beside the key"),
    Origin.TAKEN_BACK: gettext_noop("Not accepted any more"),
}
